import { existsSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type DefinitionNode, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Settings } from '../config/settings-schema.ts';
import { type RequestFinished, requestFinished } from '../core/channels.ts';
import { readInputFile } from '../core/runtime/input-file.ts';
import { StartError } from '../core/start-error.ts';
import { type Bff, startBff } from '../runtime/start.ts';

/** One answer. */
export interface Measurement {
  readonly rawBytes: number;
  /** Level 6. */
  readonly gzipBytes: number;
  /** Quality 5. */
  readonly brotliBytes: number;
  readonly upstreamCalls: number;
}

/** An operation that is to be asked. */
export interface RequestedOperation {
  /** Of the contract. */
  readonly version: string | undefined;
  readonly operation: string | undefined;
  readonly file: string;
}

export interface MeasureOptions {
  /** What a client sends beside the operation, e.g. `authorization`. */
  headers?(operation: RequestedOperation): Readonly<Record<string, string>>;
}

interface MeasuredOperation extends RequestedOperation {
  /** SHA-256 of the document's text. */
  readonly hash: string;
  readonly node: DefinitionNode | undefined;
}

const maxExampleBytes = 64 * 1024;
const gzipLevel = 6;
const brotliQuality = 5;

/**
 * Asks each operation once of a server in this process, with the variables of `<file>.example.json` beside it, in their
 * order. Undefined for those that have variables and no example, and for mutations: to measure changes nothing. Rejects
 * with a `StartError` when an answer is not whole.
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
    // What others have left in a shared store would be measured with it.
    redis: undefined,
    workers: 1,
    logs: { level: 'silent' },
  });
  try {
    const results: (Measurement | undefined)[] = [];
    for (const operation of operations) {
      const variables = readExample(operation);
      const headers = options.headers?.(operation) ?? {};
      results.push(variables === undefined ? undefined : await ask(bff, operation, variables, headers));
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

async function ask(
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
    const { upstreamCalls, errorCodes, degraded } = await outcome.told;
    const missing = [...errorCodes, ...degraded.map((name) => `nothing of ${name}`)];
    if (!response.ok || missing.length > 0) {
      const what = [`status ${response.status}`, ...missing].join(', ');
      throw new StartError({
        file,
        message: `${operation ?? 'the operation'} has no whole answer (${what}): its upstreams must run, and what asks for a user needs a token`,
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

/** What the server tells of a request when its answer has been sent. */
function listenFor(requestId: string): { readonly told: Promise<RequestFinished>; end(): void } {
  let end = (): void => {};
  const told = new Promise<RequestFinished>((resolve) => {
    end = requestFinished.subscribe((request) => {
      if (request.requestId === requestId) resolve(request);
    });
  });
  return { told, end: () => end() };
}
