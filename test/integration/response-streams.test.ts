import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { internalError } from '../../shared/core/channels.ts';
import { ResponseStream } from '../../shared/core/http/response-stream.ts';
import { type BareServer, bareServer } from '../support/bare-server.ts';
import { until } from '../support/counting-upstream.ts';

/** A stream whose parts the test produces. */
function controlledStream() {
  const ready: (string | undefined | Error)[] = [];
  let wake = (): void => {};
  const state = { hasEnded: false };
  async function* parts(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        while (ready.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const part = ready.shift();
        if (part === undefined) return;
        if (part instanceof Error) throw part;
        yield Buffer.from(part);
      }
    } finally {
      state.hasEnded = true;
    }
  }
  return {
    state,
    stream: new ResponseStream(parts()),
    produce(part: string | undefined | Error): void {
      ready.push(part);
      wake();
    },
  };
}

const request = 'GET /graphql HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n';

async function start(context: TestContext) {
  const controlled = controlledStream();
  const server: BareServer = await bareServer(context, {
    places: 1,
    encodings: ['gzip'],
    respond: ({ search }) => (search === '?plain' ? Buffer.from('{}') : controlled.stream),
  });
  const socket = server.open(request);
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  return { ...controlled, server, socket, received: () => received };
}

describe('a response that is a stream', () => {
  it('is sent part by part, without a length and uncompressed', async (context) => {
    const { produce, received } = await start(context);
    produce('first');
    await until(() => received().includes('first'));
    assert.match(received(), /transfer-encoding: chunked/i);
    assert.doesNotMatch(received(), /content-length|content-encoding/i);
    produce('second');
    await until(() => received().includes('second'));
    produce(undefined);
    await until(() => received().endsWith('0\r\n\r\n'));
  });

  it('takes no place of overload.concurrency once it has begun', async (context) => {
    const { produce, received, server } = await start(context);
    produce('first');
    await until(() => received().includes('first'));
    assert.equal(server.overload.status().inFlight, 0);
    assert.equal((await fetch(`${server.url}?plain`)).status, 200);
    assert.equal(server.inFlight(), 1, 'a drain waits for it');
  });

  it('ends its producer when the client leaves', async (context) => {
    const { produce, received, socket, state, server } = await start(context);
    produce('first');
    await until(() => received().includes('first'));
    socket.destroy();
    await until(() => server.inFlight() === 0);
    // A producer that waits for data ends when it has some.
    await until(() => {
      produce('next');
      return state.hasEnded;
    });
  });

  it('ends its producer when the process stops and the grace period is over', async (context) => {
    const { produce, received, socket, state, server } = await start(context);
    produce('first');
    await until(() => received().includes('first'));
    const closed = once(socket, 'close');
    await Promise.all([server.close(50), closed]);
    // A producer that waits for data ends when it has some.
    await until(() => {
      produce('next');
      return state.hasEnded;
    });
  });

  it('ends its connection and publishes the error when the producer fails', async (context) => {
    const errors: unknown[] = [];
    context.after(internalError.subscribe(({ error }) => errors.push(error)));
    const { produce, received, socket } = await start(context);
    produce('first');
    await until(() => received().includes('first'));
    const closed = once(socket, 'close');
    const failure = new Error('the producer failed');
    produce(failure);
    await closed;
    assert.doesNotMatch(received(), /0\r\n\r\n$/);
    assert.deepEqual(errors, [failure]);
  });
});
