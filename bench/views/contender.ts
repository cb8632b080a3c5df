import type { RunningPeer } from '../peers/create-running-peer.ts';

/** One kind of request to one process. */
export interface Contender {
  readonly name: string;
  readonly peer: RunningPeer;
  /** Sent in turn. */
  readonly requests: readonly ContenderRequest[];
  /** The status of every response. */
  readonly status: number;
  /** A multiple of the requests of a round, for very cheap requests. */
  readonly times?: number;
}

export interface ContenderRequest {
  readonly method: 'GET' | 'POST';
  /** With its query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export function postRequest(body: string, path = '/graphql'): ContenderRequest {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return { method: 'POST', path, headers, body };
}

/** The headers of a same-origin request of the client's page. */
export function getRequest(path: string, headers: Readonly<Record<string, string>> = {}): ContenderRequest {
  const own = { accept: 'application/json', 'apollo-require-preflight': 'true' };
  return { method: 'GET', path, headers: { ...own, ...headers }, body: undefined };
}
