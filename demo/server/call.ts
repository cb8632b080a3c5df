import type { IncomingHttpHeaders } from 'node:http';

/** One request to a service of the estate, read completely. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The service's own address, e.g. `http://127.0.0.1:4120`. */
  readonly origin: string;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A service without its socket, its faults and its log. */
export type Respond = (call: Call) => ServiceResponse | Promise<ServiceResponse>;

export function json(
  status: number,
  value: unknown,
  headers: ServiceResponse['headers'] = {},
): ServiceResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function problem(
  status: number,
  message: string,
  headers: ServiceResponse['headers'] = {},
): ServiceResponse {
  return json(status, { error: message }, headers);
}

export function notAllowed(allow: string): ServiceResponse {
  return problem(405, `use ${allow}`, { allow });
}

/** The body of a call as JSON; undefined if it is not JSON. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
