import { storeEvent } from '../core/channels.ts';
import { requireCommonJs } from '../core/runtime/require-commonjs.ts';
import { AwayFlag } from './away-flag.ts';
import { containBadReplies } from './contain-bad-replies.ts';
import type { RedisCommands } from './redis-commands.ts';

export interface RedisOptions {
  /** A `redis://` or `rediss://` URL, including credentials and database. */
  readonly url: string;
  readonly connectTimeoutMs: number;
  readonly commandTimeoutMs: number;
}

export interface RedisConnection extends RedisCommands {
  /** Whether a command would be sent immediately. */
  readonly isReady: boolean;
  /** Closes the connection without waiting for replies. */
  close(): Promise<void>;
}

const maxCommandsWaiting = 1000;
const maxBytesWaiting = 16 * 1024 * 1024;
const maxBackoffMs = 2000;
const disconnectTimeoutMs = 100;
/** Without it, a connection whose peer has vanished would stay open until TCP times out, after minutes. */
const socketTimeoutMs = 2000;
/** A failover changes roles once. A permanent replica must not cause a new connection for every write. */
const reconnectIntervalMs = 1000;
const reportIntervalMs = 10_000;

/**
 * Creates the one connection of a process to Redis; no other module connects to Redis. It starts to connect immediately
 * and retries for ever. Until it is ready, and while Redis does not respond, every command returns undefined
 * immediately.
 */
export function createRedis(options: RedisOptions): RedisConnection {
  // Loaded only here: most processes have no Redis, and loading it would delay their start.
  const { Redis, ReplyError }: typeof import('ioredis') = requireCommonJs('ioredis');
  containBadReplies();
  const away = new AwayFlag({ failures: 3, awayMs: 250, maxAwayMs: maxBackoffMs });
  let reconnectedAtMs = Number.NEGATIVE_INFINITY;
  let reportedAtMs = Number.NEGATIVE_INFINITY;

  const redis = new Redis(options.url, {
    connectTimeout: options.connectTimeoutMs,
    commandTimeout: options.commandTimeoutMs,
    disconnectTimeout: disconnectTimeoutMs,
    socketTimeout: Math.max(socketTimeoutMs, 2 * options.commandTimeoutMs),
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // A server that is still loading reports it with each reply.
    enableReadyCheck: false,
    retryStrategy: (times) =>
      Math.min(maxBackoffMs, 50 * 2 ** Math.min(times, 10)) * (0.5 + Math.random() / 2),
    reconnectOnError(error) {
      const now = performance.now();
      if (!error.message.startsWith('READONLY') || now - reconnectedAtMs < reconnectIntervalMs) return false;
      reconnectedAtMs = now;
      return true;
    },
  });
  // Without this flag, commands would go to the default database of a connection.
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
    if (now - reportedAtMs < reportIntervalMs) return;
    reportedAtMs = now;
    storeEvent.publish({ store: 'redis', event: 'failed', reason: error });
  });

  /** Records whether Redis has responded to a command. An error reply is a response. */
  function recordOutcome(succeeded: boolean): void {
    if (succeeded && away.succeeded()) {
      storeEvent.publish({ store: 'redis', event: 'responds again', reason: undefined });
    }
    if (!succeeded && away.failed()) {
      storeEvent.publish({ store: 'redis', event: 'does not respond', reason: undefined });
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
      if (!isConnected() || isFull() || !away.mayCall()) return undefined;
      try {
        const reply = await redis.callBuffer(command, ...args);
        recordOutcome(true);
        return reply;
      } catch (error) {
        // A refused command (OOM, READONLY, WRONGTYPE) and one without a reply are the same for callers: no value.
        recordOutcome(error instanceof ReplyError);
        return undefined;
      }
    },
    async close() {
      if (redis.status === 'end') return;
      const ended = new Promise<void>((resolve) => {
        redis.once('end', resolve);
        // Between two attempts to connect, no connection exists that could emit 'end'.
        setTimeout(resolve, redis.status === 'reconnecting' ? 0 : 2 * disconnectTimeoutMs).unref();
      });
      redis.disconnect();
      await ended;
    },
  };
}

/** Returns the name of the command that Redis has refused. */
function commandOf(refusal: object): unknown {
  const command: unknown = Reflect.get(refusal, 'command');
  return typeof command === 'object' && command !== null ? Reflect.get(command, 'name') : undefined;
}
