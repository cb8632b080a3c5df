import { storeEvent } from '../core/channels.ts';
import { requireCommonJs } from '../core/runtime/require-commonjs.ts';
import { AwayFlag } from './away-flag.ts';
import { containBadReplies } from './contain-bad-replies.ts';
import type { RedisCommands } from './redis-commands.ts';

export interface RedisOptions {
  /** `redis://` or `rediss://`, credentials and database included. */
  readonly url: string;
  readonly connectTimeoutMs: number;
  readonly commandTimeoutMs: number;
}

export interface RedisConnection extends RedisCommands {
  /** Whether a command would be sent now. */
  readonly isReady: boolean;
  /** Ends the connection without waiting for replies. */
  close(): Promise<void>;
}

const maxCommandsWaiting = 1000;
const maxBytesWaiting = 16 * 1024 * 1024;
const maxBackoffMs = 2000;
const endWithinMs = 100;
/** A connection whose peer has gone without a word would otherwise be kept until TCP gives up, after minutes. */
const silentForMs = 2000;
/** A failover changes roles once; a replica that stays one must not cost a connection for every write. */
const reconnectOnceInMs = 1000;
const reportOnceInMs = 10_000;

/**
 * The one connection of a process to Redis, and the only place that knows how Redis is reached. It begins to connect at
 * once, waits for nothing and goes on trying for ever; until it is ready, and while Redis does not answer, every command
 * gives undefined at once.
 */
export function createRedis(options: RedisOptions): RedisConnection {
  // Not before: most processes have no Redis, and would start later for it.
  const { Redis, ReplyError }: typeof import('ioredis') = requireCommonJs('ioredis');
  containBadReplies();
  const away = new AwayFlag({ failures: 3, awayMs: 250, maxAwayMs: maxBackoffMs });
  let reconnectedAtMs = Number.NEGATIVE_INFINITY;
  let reportedAtMs = Number.NEGATIVE_INFINITY;

  const redis = new Redis(options.url, {
    connectTimeout: options.connectTimeoutMs,
    commandTimeout: options.commandTimeoutMs,
    disconnectTimeout: endWithinMs,
    socketTimeout: Math.max(silentForMs, 2 * options.commandTimeoutMs),
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // A server that is still loading says so with each reply.
    enableReadyCheck: false,
    retryStrategy: (times) =>
      Math.min(maxBackoffMs, 50 * 2 ** Math.min(times, 10)) * (0.5 + Math.random() / 2),
    reconnectOnError(error) {
      const now = performance.now();
      if (!error.message.startsWith('READONLY') || now - reconnectedAtMs < reconnectOnceInMs) return false;
      reconnectedAtMs = now;
      return true;
    },
  });
  // Else everything would go to the database that connections begin with.
  let isDatabaseRefused = false;
  redis.on('close', () => {
    isDatabaseRefused = false;
  });
  redis.on('ready', () => {
    if (isDatabaseRefused) return;
    away.succeeded();
    reportedAtMs = Number.NEGATIVE_INFINITY;
    storeEvent.publish({ store: 'redis', event: 'connected', reason: undefined });
  });
  redis.on('error', (error: unknown) => {
    if (error instanceof Error && commandOf(error) === 'select') isDatabaseRefused = true;
    const now = performance.now();
    if (now - reportedAtMs < reportOnceInMs) return;
    reportedAtMs = now;
    storeEvent.publish({ store: 'redis', event: 'failed', reason: error });
  });

  /** How it ended tells whether Redis is there: an error that it answered is an answer. */
  function observed(succeeded: boolean): void {
    if (succeeded && away.succeeded()) {
      storeEvent.publish({ store: 'redis', event: 'answers again', reason: undefined });
    }
    if (!succeeded && away.failed()) {
      storeEvent.publish({ store: 'redis', event: 'does not answer', reason: undefined });
    }
  }

  function isConnected(): boolean {
    return redis.status === 'ready' && !isDatabaseRefused;
  }

  function isFull(): boolean {
    return redis.commandQueue.length >= maxCommandsWaiting || redis.stream.writableLength > maxBytesWaiting;
  }

  return {
    get isReady() {
      return isConnected() && !away.isAway;
    },
    async call(command, ...args) {
      if (!isConnected() || isFull() || !away.mayAsk()) return undefined;
      try {
        const reply = await redis.callBuffer(command, ...args);
        observed(true);
        return reply;
      } catch (error) {
        // What Redis refuses (OOM, READONLY, WRONGTYPE) and what it does not answer is the same for callers: not there.
        observed(error instanceof ReplyError);
        return undefined;
      }
    },
    async close() {
      if (redis.status === 'end') return;
      const ended = new Promise<void>((resolve) => {
        redis.once('end', resolve);
        // Between two attempts to connect there is nothing that could end.
        setTimeout(resolve, redis.status === 'reconnecting' ? 0 : 2 * endWithinMs).unref();
      });
      redis.disconnect();
      await ended;
    },
  };
}

/** What Redis has refused. */
function commandOf(refusal: object): unknown {
  const command: unknown = Reflect.get(refusal, 'command');
  return typeof command === 'object' && command !== null ? Reflect.get(command, 'name') : undefined;
}
