import { connect, type Socket } from 'node:net';
import { request } from 'undici';

/** Posts a document and describes the response: its status, its first error code and its size. */
export function post(port: number, query: string, variables?: unknown): Promise<string> {
  return describe(port, '/graphql', 'POST', JSON.stringify({ query, variables }));
}

/** The same with GET. */
export function get(port: number, path: string): Promise<string> {
  return describe(port, path, 'GET', null);
}

async function describe(
  port: number,
  path: string,
  method: 'GET' | 'POST',
  text: string | null,
): Promise<string> {
  try {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: text,
      headersTimeout: 60_000,
    });
    const received = await body.text();
    const [, code = ''] = /"code":"([A-Z_]+)"/.exec(received) ?? [];
    return `${statusCode} ${code} ${Math.ceil(received.length / 1024)} KB`;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** The bytes of a POST of this document. */
export function postBytes(query: string): string {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** Opens a connection, sends these bytes, and opens another one whenever it is closed, until `end` is called. */
export function keepSending(port: number, bytes: string, onOpen: (socket: Socket) => void): { end(): void } {
  let isOver = false;
  let socket: Socket | undefined;
  const open = (): void => {
    if (isOver) return;
    const opened = connect(port, '127.0.0.1', () => {
      opened.write(bytes);
      onOpen(opened);
    });
    // The server is expected to close it at any time.
    opened.on('error', () => opened.destroy());
    opened.on('close', () => setTimeout(open, 5));
    socket = opened;
  };
  open();
  return {
    end() {
      isOver = true;
      socket?.destroy();
    },
  };
}

/** The number of responses of each description. */
export function tally(responses: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const response of responses) counts.set(response, (counts.get(response) ?? 0) + 1);
  return [...counts]
    .map(([response, count]) => (count === 1 ? response : `${count} x ${response}`))
    .join(', ');
}
