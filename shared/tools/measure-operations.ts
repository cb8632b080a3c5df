import { existsSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type DefinitionNode, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Settings } from '../config/settings-schema.ts';
import { type RequestFinished, requestFinished } from '../core/channels.ts';
import { readInputFile } from '../core/runtime/input-file.ts';
import { StartError } from '../core/start-error.ts';
import { type Bff, startBff } from '../runtime/start.ts';

/** The sizes and the calls of one response. */
export interface Measurement {
  readonly rawBytes: number;
  /** With gzip level 6. */
  readonly gzipBytes: number;
  /** With Brotli quality 5. */
  readonly brotliBytes: number;
  readonly upstreamCalls: number;
}

/** An operation to execute. */
export interface RequestedOperation {
  /** The API version. */
  readonly version: string | undefined;
  readonly operation: string | undefined;
  readonly file: string;
}

export interface MeasureOptions {
  /** Returns the headers that a client sends with the operation, e.g. `authorization`. */
  headers?(operation: RequestedOperation): Readonly<Record<string, string>>;
}

interface MeasuredOperation extends RequestedOperation {
  /** SHA-256 hash of the document's text. */
  readonly hash: string;
  readonly node: DefinitionNode | undefined;
}

const maxExampleBytes = 64 * 1024;
const gzipLevel = 6;
const brotliQuality = 5;

/**
 * Executes each operation once on a server in this process, in order, with the variables of `<file>.example.json` beside
 * it. The result is undefined for operations that have variables but no example, and for mutations, as measuring must not
 * change data. Rejects with a `StartError` if a response is incomplete.
 */
export async function measureOperations(
  settings: Settings,
  operations: readonly MeasuredOperation[],
  options: MeasureOptions,
): Promise<(Measurement | undefined)[]> {
  const bff = await startBff({
    ...settings,
    listen: { host: '127.0.0.1', port: 0 },
    admin: undefined,
    // Values that other processes left in a shared store would be measured, too.
    redis: undefined,
    workers: 1,
    logs: { level: 'silent' },
  });
  try {
    const results: (Measurement | undefined)[] = [];
    for (const operation of operations) {
      const variables = readExample(operation);
      const headers = options.headers?.(operation) ?? {};
      results.push(variables === undefined ? undefined : await measure(bff, operation, variables, headers));
    }
    return results;
  } finally {
    await bff.close();
  }
}

function readExample({ file, node }: MeasuredOperation): unknown {
  if (node?.kind !== Kind.OPERATION_DEFINITION || node.operation !== OperationTypeNode.QUERY)
    return undefined;
  const example = file.replace(/\.graphql$/, '.example.json');
  if (example === file || !existsSync(example)) return hasVariables(node) ? undefined : {};
  try {
    return JSON.parse(readInputFile(example, maxExampleBytes));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new StartError({ file: example, message: `not JSON: ${cause.message}` });
  }
}

function hasVariables({ variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return variableDefinitions.some(({ type }) => type.kind === Kind.NON_NULL_TYPE);
}

async function measure(
  { url }: Bff,
  { operation, version, file, hash }: MeasuredOperation,
  variables: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Measurement> {
  const requestId = `budget-${hash}`;
  const outcome = listenFor(requestId);
  try {
    const response = await fetch(`${url}${version === undefined ? '' : `/${version}`}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'accept-encoding': 'identity',
        'x-request-id': requestId,
        ...headers,
      },
      body: JSON.stringify({ documentId: `sha256:${hash}`, operationName: operation, variables }),
    });
    const body = Buffer.from(await response.arrayBuffer());
    const { upstreamCalls, errorCodes, degraded } = await outcome.finished;
    const missing = [...errorCodes, ...degraded.map((name) => `no data from ${name}`)];
    if (!response.ok || missing.length > 0) {
      const what = [`status ${response.status}`, ...missing].join(', ');
      throw new StartError({
        file,
        message: `${operation ?? 'the operation'} has an incomplete response (${what}): start its upstreams, and pass a token if it needs a signed-in user`,
      });
    }
    return { ...sizesOf(body), upstreamCalls };
  } finally {
    outcome.end();
  }
}

function sizesOf(body: Buffer): Omit<Measurement, 'upstreamCalls'> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
  return {
    rawBytes: body.length,
    gzipBytes: gzipSync(body, { level: gzipLevel }).length,
    brotliBytes: brotliCompressSync(body, { params }).length,
  };
}

/** Resolves with the server's report of a request when its response has been sent. */
function listenFor(requestId: string): { readonly finished: Promise<RequestFinished>; end(): void } {
  let end = (): void => {};
  const finished = new Promise<RequestFinished>((resolve) => {
    end = requestFinished.subscribe((request) => {
      if (request.requestId === requestId) resolve(request);
    });
  });
  return { finished, end: () => end() };
}
