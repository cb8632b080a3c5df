import { GraphQLError } from 'graphql';
import { upstreamFailed } from '../core/channels.ts';
import { type ErrorCode, FrontageError, isErrorCode } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import { traces } from '../core/runtime/tracing.ts';
import type { FetchSource, SourceRequest } from '../core/upstream-calls.ts';
import type { Connector, Reply } from './compile/connector-subgraph-definition.ts';
import type { Variables } from './mapping/evaluate.ts';
import type { Value } from './mapping/value.ts';
import { ConnectorReads } from './request/connector-reads.ts';
import { decodeReply } from './response/decode-body.ts';

/** Calls the upstream of a connector and returns the value that its selection maps the response to. */
export type CallConnector = (
  connector: Connector,
  variables: Variables,
  context: RequestContext,
) => Promise<Value>;

/**
 * Shares one call among equal reads of a client request. Each write is a separate call.
 * The returned function rejects with a `FrontageError`, or with a `GraphQLError` with a code.
 */
export function buildCallConnector(fetchSource: FetchSource): CallConnector {
  const reported = new WeakSet<Reply>();
  const fetchReply = async (
    { source, coordinate }: Connector,
    request: SourceRequest,
    context: RequestContext,
  ): Promise<Reply> => decodeReply(await fetchSource(source, { ...request, coordinate }, context));

  const fetchRead: typeof fetchReply = (connector, request, context) => {
    const { replies } = context.scope.reads(ConnectorReads);
    const key = JSON.stringify([connector.source, request]);
    let reply = replies.get(key);
    if (reply === undefined) {
      reply = fetchReply(connector, request, context);
      replies.set(key, reply);
    }
    return reply;
  };
  const fetchWrite: typeof fetchReply = (connector, request, context) =>
    context.scope.write(() => fetchReply(connector, request, context));

  const call: CallConnector = async (connector, variables, context) => {
    const startMs = performance.now();
    const fetchOnce = connector.isShareable ? fetchRead : fetchWrite;
    const reply = await fetchOnce(connector, connector.buildRequest(variables), context);
    try {
      return connector.readReply(reply, variables);
    } catch (error) {
      const isExpected = error instanceof GraphQLError || error instanceof FrontageError;
      if (isExpected && !reported.has(reply)) {
        reported.add(reply);
        report(connector, reply, error, context, performance.now() - startMs);
      }
      throw error;
    }
  };
  return (connector, variables, context) => {
    if (!traces.connector.isActive) return call(connector, variables, context);
    const { coordinate, source } = connector;
    return traces.connector.promise(
      () => ({ requestId: context.requestId, coordinate, source: `${source.subgraph}.${source.source}` }),
      () => call(connector, variables, context),
    );
  };
}

/** Publishes a failure that only the connector can detect. `fetchSource` publishes its own failures. */
function report(
  { source, coordinate }: Connector,
  { response, unreadable }: Reply,
  error: GraphQLError | FrontageError,
  { requestId }: RequestContext,
  durationMs: number,
): void {
  const upstream = `${source.subgraph}.${source.source}`;
  const cause = new Error(`${coordinate}: HTTP ${response.status}`, { cause: unreadable });
  upstreamFailed.publish({ requestId, upstream, code: codeOf(error), durationMs, cause });
}

/** Returns the code of the table. The author of a connector may map other codes. */
function codeOf(error: GraphQLError | FrontageError): ErrorCode {
  const code = error instanceof FrontageError ? error.code : error.extensions['code'];
  return isErrorCode(code) ? code : 'SUBGRAPH_HTTP_ERROR';
}
