import { channel } from 'node:diagnostics_channel';
import type { ErrorCode } from './errors.ts';

/** One finished HTTP request, whatever its outcome. */
export interface RequestFinished {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly clientName: string | undefined;
  readonly clientVersion: string | undefined;
  readonly operationName: string | undefined;
  /** 499 when the client went away first. */
  readonly status: number;
  readonly durationMs: number;
  readonly upstreamCalls: number;
  /** Codes of the errors in the answer, at most ten. */
  readonly errorCodes: readonly string[];
}

/** One upstream call that did not give a usable answer; `cause` is for the log and never reaches a client. */
export interface UpstreamFailed {
  readonly requestId: string;
  readonly upstream: string;
  readonly code: ErrorCode;
  readonly durationMs: number;
  readonly cause: unknown;
}

/** An error of ours: a client saw INTERNAL_SERVER_ERROR. */
export interface InternalError {
  readonly requestId: string | undefined;
  readonly error: unknown;
}

/** A step in the life of the process. */
export interface Lifecycle {
  readonly event:
    | 'listening'
    | 'graph replaced'
    | 'graph unchanged'
    | 'graph refused'
    | 'draining'
    | 'stopped';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A typed view of a diagnostics channel: what is published costs nothing while nobody listens. */
export interface Topic<Message> {
  publish(message: Message): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (message: Message) => void): () => void;
}

/** `key` is what tells a message of this topic from whatever else a stranger may publish on its channel. */
function topic<Message extends object>(name: string, key: keyof Message): Topic<Message> {
  const diagnostics = channel(name);
  const isMessage = (value: unknown): value is Message =>
    typeof value === 'object' && value !== null && key in value;
  return {
    publish(message) {
      if (diagnostics.hasSubscribers) diagnostics.publish(message);
    },
    subscribe(listener) {
      const onMessage = (message: unknown): void => {
        if (isMessage(message)) listener(message);
      };
      diagnostics.subscribe(onMessage);
      return () => diagnostics.unsubscribe(onMessage);
    },
  };
}

export const requestFinished = topic<RequestFinished>('frontage:request', 'durationMs');
export const upstreamFailed = topic<UpstreamFailed>('frontage:upstream:failed', 'upstream');
export const internalError = topic<InternalError>('frontage:error', 'error');
export const lifecycle = topic<Lifecycle>('frontage:lifecycle', 'event');
