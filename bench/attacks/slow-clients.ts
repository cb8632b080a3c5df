import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from './attack.ts';
import type { AttackTarget } from './attack-target.ts';
import { get, keepSending } from './send-requests.ts';

const holdMs = 10_000;
/** Opens this many connections at once, and the next ones a tenth of a second later. */
const burst = 20;
const burstIntervalMs = 100;

const drippingBodies: Attack = {
  name: '260 bodies of one byte a second',
  run: (target) => {
    const head =
      'POST /graphql HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{';
    return hold(target, 260, head, (socket) => {
      const timer = setInterval(() => socket.write(' '), 1000);
      socket.on('close', () => clearInterval(timer));
      socket.resume();
    });
  },
};

const query = '{ hostileThings { id name } }';

const path = `/graphql?query=${encodeURIComponent(query)}`;

const unreadResponses: Attack = {
  name: '262 clients that do not read a stored response of 7 MB',
  prepare(target) {
    const item = `{"id":"${'x'.repeat(1024)}","name":"n"}`;
    target.upstream.setResponse(
      Buffer.from(`{"data":{"hostileThings":[${Array(6900).fill(item).join(',')}]}}`),
    );
    return get(target.port, path);
  },
  run(target) {
    const head = `GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n\r\n`;
    return hold(target, 262, head, (socket) => socket.pause());
  },
};

/** Keeps `count` connections busy for ten seconds. */
async function hold(
  { port, signal }: AttackTarget,
  count: number,
  head: string,
  onOpen: Parameters<typeof keepSending>[2],
): Promise<string> {
  let opened = 0;
  const senders: { end(): void }[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const sender = keepSending(port, head, (socket) => {
        opened += 1;
        onOpen(socket);
      });
      senders.push(sender);
      if (index % burst === burst - 1) await sleep(burstIntervalMs, undefined, { signal });
    }
    await sleep(holdMs, undefined, { signal });
  } finally {
    for (const sender of senders) sender.end();
  }
  return `${opened} connections opened`;
}

export const slowClients: readonly Attack[] = [drippingBodies, unreadResponses];
