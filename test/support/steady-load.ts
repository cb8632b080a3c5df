import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

export interface LoadOptions {
  readonly query: string;
  /** The whole body that each request is to be answered with. */
  readonly expected: string;
  /** Loops on one connection each, and loops that take a new connection for each request. */
  readonly loops: number;
  /** Whether a balancer would open connections now. */
  mayConnect?(): boolean;
}

/** Loops that ask, wait for the answer, and ask again. */
export interface Load {
  answered(): number;
  /** What was not answered in full, or not as expected. */
  failures(): readonly string[];
  /** Answers that asked for the end of their connection. */
  closing(): number;
  /** Resolves when so many more are answered. */
  further(count: number): Promise<void>;
  /** Resolves when every request that was begun has come to its end. */
  stop(): Promise<void>;
}

/** Ends with the test, if it has not been stopped before. */
export function startLoad(context: TestContext, url: string, options: LoadOptions): Load {
  context.after(() => {
    isStopped = true;
  });
  const { query, expected, loops, mayConnect = () => true } = options;
  const body = JSON.stringify({ query });
  const failures: string[] = [];
  let answered = 0;
  let closing = 0;
  let isStopped = false;

  async function keepAsking(isKept: boolean): Promise<void> {
    const agent = new Agent({ keepAlive: isKept, maxSockets: 1 });
    let isConnected = false;
    while (!isStopped && (isConnected || mayConnect())) {
      try {
        const answer = await post(url, body, agent);
        if (answer.status === 200 && answer.text === expected) answered += 1;
        else failures.push(`${answer.status} ${answer.text}`);
        isConnected = isKept && answer.connection !== 'close';
        if (answer.connection === 'close') closing += 1;
      } catch (error) {
        isConnected = false;
        failures.push(String(error));
      }
    }
    agent.destroy();
  }

  const running = Array.from({ length: loops }, (_, index) => keepAsking(index % 2 === 0));
  return {
    answered: () => answered,
    failures: () => failures,
    closing: () => closing,
    async further(count) {
      const enough = answered + count;
      while (answered < enough && failures.length === 0) await new Promise((done) => setTimeout(done, 5));
    },
    async stop() {
      isStopped = true;
      await Promise.all(running);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
  readonly text: string;
}

function post(url: string, body: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const outgoing = request(url, { method: 'POST', headers, agent }, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      text(response).then((all) => resolve({ status, connection: answered.connection, text: all }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
