import { errorTable, isErrorCode } from '../core/errors.ts';
import type { SubgraphError } from '../core/upstream-calls.ts';

const codePattern = /^[A-Z][A-Z0-9_]{0,63}$/;
const maxMessage = 1000;

/** What a client may see of an error that a subgraph reported. */
export interface MaskedError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

/**
 * Keeps the path and a well-formed code; keeps the message only where the settings trust the subgraph's messages,
 * else the code's own message stands there.
 * Every other extension may tell of the inside and is dropped.
 */
export function maskSubgraphError(error: SubgraphError, showMessage: boolean): MaskedError {
  const code: unknown = error.extensions?.['code'];
  const isCode = typeof code === 'string' && codePattern.test(code);
  const { message } = errorTable[isErrorCode(code) ? code : 'DOWNSTREAM_SERVICE_ERROR'];
  return {
    message: showMessage ? error.message.slice(0, maxMessage) : message,
    ...(error.path && { path: error.path }),
    extensions: { code: isCode ? code : 'DOWNSTREAM_SERVICE_ERROR' },
  };
}
