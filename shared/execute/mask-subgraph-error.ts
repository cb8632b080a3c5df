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
 * Keeps the path and a well-formed code; keeps the message only where the settings trust the subgraph's messages, else
 * it is what our table says of the code. Every other extension may tell of the inside and is dropped.
 */
export function maskSubgraphError(error: SubgraphError, showMessage: boolean): MaskedError {
  const given: unknown = error.extensions?.['code'];
  const code = typeof given === 'string' && codePattern.test(given) ? given : 'DOWNSTREAM_SERVICE_ERROR';
  const { message } = errorTable[isErrorCode(code) ? code : 'DOWNSTREAM_SERVICE_ERROR'];
  return {
    message: showMessage ? error.message.slice(0, maxMessage) : message,
    ...(error.path && { path: error.path }),
    extensions: { code },
  };
}
