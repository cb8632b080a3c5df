import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

export interface LoadOptions {
  readonly query: string;
  /** The complete body that each response must have. */
  readonly expected: string;
  /** Loops on one connection each, and loops that open a new connection for each request. */
  readonly loops: number;
  /** Whether a balancer would open connections now. */
  mayConnect?(): boolean;
}

/** Loops that send a request, wait for the response, and start again. */
export interface Load {
  succeeded(): number;
  /** Incomplete or unexpected responses. */
  failures(): readonly string[];
  /** Responses that requested the end of their connection. */
  closing(): number;
  /** Resolves after this many more responses. */
  further(count: number): Promise<void>;
  /** Resolves when every started request has ended. */
  stop(): Promise<void>;
}

/** Ends with the test, unless it has been stopped before. */
export function startLoad(context: TestContext, url: string, options: LoadOptions): Load {
  context.after(() => {
    isStopped = true;
  });
  const { query, expected, loops, mayConnect = () => true } = options;
  const body = JSON.stringify({ query });
  const failures: string[] = [];
  let succeeded = 0;
  let closing = 0;
  let isStopped = false;

  async function keepSending(isPersistent: boolean): Promise<void> {
    const agent = new Agent({ keepAlive: isPersistent, maxSockets: 1 });
    let isConnected = false;
    while (!isStopped && (isConnected || mayConnect())) {
      try {
        const response = await post(url, body, agent);
        if (response.status === 200 && response.text === expected) succeeded += 1;
        else failures.push(`${response.status} ${response.text}`);
        isConnected = isPersistent && response.connection !== 'close';
        if (response.connection === 'close') closing += 1;
      } catch (error) {
        isConnected = false;
        failures.push(String(error));
      }
    }
    agent.destroy();
  }

  const running = Array.from({ length: loops }, (_, index) => keepSending(index % 2 === 0));
  return {
    succeeded: () => succeeded,
    failures: () => failures,
    closing: () => closing,
    async further(count) {
      const enough = succeeded + count;
      while (succeeded < enough && failures.length === 0) await new Promise((done) => setTimeout(done, 5));
    },
    async stop() {
      isStopped = true;
      await Promise.all(running);
    },
  };
}

interface PostResponse {
  readonly status: number;
  readonly connection: string | undefined;
  readonly text: string;
}

function post(url: string, body: string, agent: Agent): Promise<PostResponse> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const outgoing = request(url, { method: 'POST', headers, agent }, (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((all) => resolve({ status, connection: headers.connection, text: all }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
