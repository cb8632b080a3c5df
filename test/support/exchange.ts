import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawResponse {
  readonly status: number;
  /** In lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** `extensions.code` of the first error; undefined without one. */
  readonly code: string | undefined;
}

/**
 * The bytes that a server writes on a connection until it ends it. The caller must pass no lone surrogate and no
 * character above U+00FF.
 */
export async function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  socket.setEncoding('latin1').write(bytes, 'latin1');
  return text(socket);
}

/** The only response on a connection. Throws if there is none or another one. */
export async function onlyResponse(url: string, bytes: string): Promise<RawResponse> {
  const responses = responsesIn(await exchange(url, bytes));
  const [response] = responses;
  if (response === undefined || responses.length > 1) throw new Error(`${responses.length} responses`);
  return response;
}

/** Responses with a Content-Length, in their order on a connection. Throws for anything else. */
export function responsesIn(bytes: string): RawResponse[] {
  const responses: RawResponse[] = [];
  let rest = bytes;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.slice(0, Math.max(0, end)).split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) [A-Z][A-Za-z ]*$/.exec(statusLine)?.[1];
    if (status === undefined) throw new Error(`no response: ${JSON.stringify(rest.slice(0, 200))}`);
    const headers = new Map(lines.map(readField));
    const hasBody = !status.startsWith('1') && status !== '204' && status !== '304';
    const length = hasBody ? Number(headers.get('content-length')) : 0;
    const body = rest.slice(end + 4, end + 4 + length);
    if (body.length !== length) throw new Error(`a body of ${body.length} bytes instead of ${length}`);
    rest = rest.slice(end + 4 + length);
    responses.push({ status: Number(status), headers, body, code: /"code":"([A-Z_]+)"/.exec(body)?.[1] });
  }
  return responses;
}

function readField(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(`no header: ${JSON.stringify(line)}`);
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
