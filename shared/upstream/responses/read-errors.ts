import { reportedCode } from '../../core/reported-code.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';

/** The `errors` of a GraphQL response (spec 7.1.2), bounded. */
export interface ReportedErrors {
  readonly errors: readonly SubgraphError[];
  /** The original codes of the subgraph. */
  readonly codes: readonly string[];
  /** The number of further errors. */
  readonly dropped: number;
}

const maxErrors = 100;
const maxMessage = 4000;
const maxKeys = 20;
const maxValue = 1000;
// GraphQL names and aliases are shorter; a longer step cannot match.
const maxStep = 1000;

/**
 * Reads the first 100 errors. Each retains the first 4,000 characters of its message, its path down to `maxDepth`, and up to
 * 20 scalars of its extensions. Undefined when one of those 100 is not a valid GraphQL error.
 */
export function readErrors(list: readonly unknown[], maxDepth: number): ReportedErrors | undefined {
  const errors: SubgraphError[] = [];
  const codes: string[] = [];
  for (const value of list.slice(0, maxErrors)) {
    if (!isRecord(value)) return undefined;
    const { message, path, extensions } = value;
    const hasPath = path !== undefined && path !== null;
    const steps = hasPath ? readPath(path, maxDepth) : undefined;
    if (typeof message !== 'string' || (hasPath && steps === undefined)) return undefined;
    if (!isRecord(extensions) && extensions !== undefined && extensions !== null) return undefined;
    const code = extensions?.['code'];
    if (typeof code === 'string') codes.push(code);
    errors.push({
      message: message.slice(0, maxMessage),
      ...(steps !== undefined && { path: steps }),
      ...(extensions && { extensions: readExtensions(extensions) }),
    });
  }
  return { errors, codes, dropped: Math.max(0, list.length - maxErrors) };
}

function readPath(path: unknown, maxDepth: number): (string | number)[] | undefined {
  if (!Array.isArray(path)) return undefined;
  const steps: (string | number)[] = [];
  for (const step of path.slice(0, maxDepth)) {
    const isIndex = typeof step === 'number' && Number.isInteger(step);
    if (typeof step !== 'string' && !isIndex) return undefined;
    if (typeof step === 'string' && step.length > maxStep) break;
    steps.push(step);
  }
  return steps;
}

/** Replaces a reserved code; the original is then in `reportedCode`, for the log. */
function readExtensions(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const retained: Record<string, unknown> = {};
  let count = 0;
  // `Object.keys` of an object with a million keys would list them all.
  for (const key in extensions) {
    if (count === maxKeys) break;
    const value = extensions[key];
    if (key.length > maxValue || key === '__proto__' || typeof value === 'object') continue;
    count += 1;
    retained[key] = typeof value === 'string' ? value.slice(0, maxValue) : value;
  }
  const { code, retryAfterMs } = extensions;
  if (typeof retryAfterMs === 'number') retained['retryAfterMs'] = retryAfterMs;
  if (typeof code !== 'string') return retained;
  retained['code'] = reportedCode(code.slice(0, maxValue));
  if (retained['code'] !== code) retained['reportedCode'] = code.slice(0, maxValue);
  return retained;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
