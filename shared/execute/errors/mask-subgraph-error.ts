import { type ErrorCode, errorTable } from '../../core/errors.ts';
import { messageOfReported } from '../../core/reported-code.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';

const codePattern = /^[A-Z][A-Z0-9_]{0,63}$/;
const maxMessage = 1000;

export type ErrorExtensions = {
  readonly code: string;
  /** The subgraph that returned the error, if the settings expose it to clients. */
  readonly serviceName?: string;
};

/** The part of a subgraph's error that a client may see. */
export interface MaskedError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: ErrorExtensions;
}

/**
 * Retains the path and a well-formed code. Retains the message and names the subgraph only if the settings trust the
 * subgraph; otherwise the message is that of the code.
 * All other extensions may expose internals and are dropped.
 */
export function maskSubgraphError(error: SubgraphError, subgraph: string, showMessage: boolean): MaskedError {
  const code: unknown = error.extensions?.['code'];
  const isCode = typeof code === 'string' && codePattern.test(code);
  return {
    message: showMessage ? error.message.slice(0, maxMessage) : messageOfReported(code),
    ...(error.path && { path: error.path }),
    extensions: extensionsOf(isCode ? code : 'DOWNSTREAM_SERVICE_ERROR', subgraph, showMessage),
  };
}

/** Returns the part of a failed call that a client may see. */
export function maskFailedCall(
  code: ErrorCode,
  subgraph: string,
  showName: boolean,
): Pick<MaskedError, 'message' | 'extensions'> {
  return { message: errorTable[code].message, extensions: extensionsOf(code, subgraph, showName) };
}

function extensionsOf(code: string, subgraph: string, showName: boolean): ErrorExtensions {
  return showName ? { code, serviceName: subgraph } : { code };
}
