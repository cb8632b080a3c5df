import { parse } from 'graphql';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import type { FetchSubgraph } from '../../../shared/core/upstream-calls.ts';
import { createOperations } from '../../../shared/operation/create-operations.ts';
import { publishComposedDirectives } from '../../../shared/supergraph/composed-directives.ts';
import { bytesOf } from '../../support/bytes-of.ts';
import { requestContext } from '../../support/request-context.ts';
import { usualLimits } from '../../support/usual-limits.ts';
import type { EngineUnderTest } from './engines-under-test.ts';
import { fromText, toText } from './exact-text.ts';
import type { ExpectedError, JsonObject } from './scenario.ts';

export interface Result {
  readonly data?: JsonObject | null;
  readonly errors?: readonly (ExpectedError & { readonly message: string })[];
}

export interface GraphqlClient {
  /** The response as a client reads it from the wire. */
  execute(query: string, variables?: JsonObject, context?: RequestContext): Promise<Result>;
  close(): Promise<void>;
}

interface WireResult {
  readonly data?: JsonObject | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
}

function readResult(text: string): WireResult {
  return Object(fromText(text));
}

/** A client of one engine, with all stages in front of it except HTTP. */
export async function createGraphqlClient(
  { create }: EngineUnderTest,
  supergraphSdl: string,
  fetchSubgraph: FetchSubgraph,
): Promise<GraphqlClient> {
  const engine = await create({
    supergraph: publishComposedDirectives(parse(supergraphSdl)),
    fetchSubgraph,
    showsMessages: () => true,
  });
  const limits = { ...usualLimits, introspectionFields: 100 };
  const operations = await createOperations({ engine, introspection: true, limits });
  return {
    async execute(query, variables, context = requestContext()) {
      const { body } = await operations.execute(
        {
          requestId: context.requestId,
          method: 'POST',
          pathVersion: undefined,
          search: '',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: Buffer.from(toText({ query, variables })),
          cancellation: context.cancellation,
        },
        context,
      );
      const { data, errors } = readResult(bytesOf({ body }).toString());
      return {
        ...(data !== undefined && { data }),
        ...(errors !== undefined && {
          errors: errors.map(({ message, path, extensions }) => ({
            message,
            ...(path !== undefined && { path }),
            code: String(extensions?.code),
          })),
        }),
      };
    },
    async close() {
      await operations.close();
      await engine.close();
    },
  };
}
