import { channel } from 'node:diagnostics_channel';
import type { ServedFrom } from './degradation.ts';
import type { ErrorCode } from './errors.ts';
import type { DocumentSource } from './status.ts';

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
  /** Codes of the errors in the response, at most ten. */
  readonly errorCodes: readonly string[];
  /** The upstreams whose part of the response is degraded. */
  readonly degraded: readonly string[];
}

/** One upstream call without a usable response; `cause` is for the log and never reaches a client. */
export interface UpstreamFailed {
  readonly requestId: string;
  readonly upstream: string;
  readonly code: ErrorCode;
  readonly durationMs: number;
  /** Host and port of the endpoint that was called last; undefined if none was called. */
  readonly endpoint?: string | undefined;
  readonly cause: unknown;
}

/** Errors of a subgraph's response with their original messages, which may quote data: for the log only. */
export interface SubgraphErrors {
  readonly requestId: string;
  readonly upstream: string;
  /** The requested `Query.field` or entity types. */
  readonly coordinate: string;
  /** The number of errors in this response. */
  readonly errors: number;
  /** The message, code and path of the first error, each cut. */
  readonly message: string;
  readonly code: string | undefined;
  readonly path: string | undefined;
}

/** An upstream's responses, and responses that are made of them, must not be cached. Published once for each reason. */
export interface CacheVeto {
  readonly upstream: string;
  /** The header that forbids it. */
  readonly because: string;
}

/** Console output of a library, or a warning of Node. */
export interface LibraryOutput {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
}

/** An event of a layer between the engine and an upstream. Durations in ms. */
export type UpstreamEvent = { readonly upstream: string } & (
  | { readonly event: 'breaker opened'; readonly key: string; readonly openForMs: number }
  | { readonly event: 'breaker probing' | 'breaker closed'; readonly key: string }
  | { readonly event: 'endpoint ejected'; readonly endpoint: string; readonly forMs: number }
  | {
      readonly event:
        | 'endpoint returned'
        | 'endpoint added'
        | 'endpoint removed'
        | 'endpoint unhealthy'
        | 'endpoint healthy';
      readonly endpoint: string;
    }
  | { readonly event: 'discovery failed'; readonly reason: string }
  | { readonly event: 'retry'; readonly reason: ErrorCode; readonly delayMs: number }
  | { readonly event: 'retry refused' | 'hedge sent' | 'hedge won' | 'call shared' | 'call refused' }
  | { readonly event: 'limit changed'; readonly limit: number }
  | { readonly event: 'errors dropped'; readonly requestId: string; readonly dropped: number }
);

/** A degraded part of a response, which does not come from a current response of its upstream. */
export interface Degraded {
  readonly requestId: string;
  readonly upstream: string;
  readonly reason: ErrorCode;
  readonly servedFrom: ServedFrom;
  readonly path: readonly (string | number)[];
}

/** A client request that was refused because of overload. */
export interface Shed {
  readonly reason: 'concurrency' | 'eventLoopDelay' | 'heap' | 'pipelining' | 'slowReaders';
}

/** The heap is nearly full: subscribers drop their caches. Published once a second in this state. */
export interface MemoryPressure {
  /** The used share of the largest possible heap, between 0 and 1. */
  readonly heapUse: number;
}

/** A shared store became available or unavailable, or failed. Failures while it is unavailable are rate-limited. */
export interface StoreEvent {
  readonly store: 'redis';
  readonly event: 'connected' | 'failed' | 'does not respond' | 'responds again';
  /** For the log. */
  readonly reason: unknown;
}

/** Trusted documents that were requested since the last message. */
export interface DocumentsUsed {
  readonly documents: readonly (DocumentSource & {
    /** SHA-256 of its text, in hexadecimal digits. */
    readonly hash: string;
    readonly operationName: string | undefined;
    readonly requests: number;
  })[];
}

/** A valid operation of a document that is not trusted; rate-limited. */
export interface UntrustedDocument {
  readonly requestId: string;
  /** SHA-256 of its text, in hexadecimal digits. */
  readonly hash: string;
  readonly operationName: string | undefined;
  readonly clientName: string | undefined;
  readonly clientVersion: string | undefined;
  /** The number of requests for such documents since the start. */
  readonly untrustedRequests: number;
}

/** A response of more than twice its declared bytes; rate-limited for each operation. */
export interface BudgetExceeded {
  readonly requestId: string;
  readonly operationName: string | undefined;
  readonly bytes: number;
  readonly budgetBytes: number;
  /** The number of such responses of this operation since the last message, including this one. */
  readonly responses: number;
}

/** A compute function of a view that failed; rate-limited for each function. */
export interface ComputeFailed {
  readonly fn: string;
  /** For the log, never for clients: it may quote data. */
  readonly reason: string;
  /** The number of failures since the last message, including this one. */
  readonly failures: number;
}

/** The reasons for refusing a token. */
export type TokenRefusalReason =
  | 'scheme'
  | 'too long'
  | 'malformed'
  | 'algorithm'
  | 'unknown key'
  | 'ambiguous key'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not valid yet'
  | 'claim';

/** A request was refused because of its token. Nothing in it identifies a user. */
export interface TokenRefused {
  readonly requestId: string;
  readonly reason: TokenRefusalReason;
  /** From the token's header, unverified and truncated. */
  readonly kid?: string | undefined;
  readonly algorithm?: string | undefined;
  /** The wrong claim, its expected value and its actual value. */
  readonly claim?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

/** The keys of an identity provider were fetched, or the fetch failed. */
export type KeySetEvent = {
  /** Host and path of the key set. */
  readonly provider: string;
} & (
  | {
      readonly event: 'read';
      readonly keys: number;
      readonly keyIds: readonly string[];
      /** The number of unused members of the set. */
      readonly ignored: readonly { readonly kid: string | undefined; readonly reason: string }[];
      /** Whether no earlier fetch failed. */
      readonly isFirst: boolean;
    }
  | {
      readonly event: 'failed';
      readonly reason: string;
      /** The age of the keys that are used meanwhile; undefined if there are none. */
      readonly ageMs: number | undefined;
      /** Whether tokens can still be verified. */
      readonly isUsable: boolean;
    }
);

/** A warning about a graph that is served nevertheless; published at each start and for each new graph. */
export interface GraphWarning {
  readonly message: string;
  /** The first affected fields, as `Type.field`. */
  readonly fields: readonly string[];
  /** The number of further fields. */
  readonly more: number;
}

/** A fault of this program: a client saw INTERNAL_SERVER_ERROR. */
export interface InternalError {
  readonly requestId: string | undefined;
  readonly error: unknown;
}

/** A step in the life of the process. */
export interface Lifecycle {
  readonly event:
    | 'start warning'
    | 'listening'
    | 'reloaded'
    | 'nothing changed'
    | 'reload refused'
    | 'restart needed'
    | 'draining'
    | 'connections destroyed'
    | 'workers started'
    | 'worker started'
    | 'worker ended'
    | 'workers given up'
    | 'fatal';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A typed view of a diagnostics channel: publishing costs nothing without subscribers. */
export interface Topic<Message> {
  hasListeners(): boolean;
  publish(message: Message): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (message: Message) => void): () => void;
}

/** `key` distinguishes messages of this topic from messages that other code may publish on its channel. */
function topic<Message extends object>(name: string, key: keyof Message): Topic<Message> {
  const diagnostics = channel(name);
  const isMessage = (value: unknown): value is Message =>
    typeof value === 'object' && value !== null && key in value;
  return {
    hasListeners: () => diagnostics.hasSubscribers,
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
export const upstreamEvent = topic<UpstreamEvent>('frontage:upstream', 'event');
export const degraded = topic<Degraded>('frontage:degraded', 'servedFrom');
export const shed = topic<Shed>('frontage:shed', 'reason');
export const memoryPressure = topic<MemoryPressure>('frontage:memory', 'heapUse');
export const storeEvent = topic<StoreEvent>('frontage:store', 'store');
export const documentsUsed = topic<DocumentsUsed>('frontage:documents', 'documents');
export const untrustedDocument = topic<UntrustedDocument>(
  'frontage:documents:untrusted',
  'untrustedRequests',
);
export const budgetExceeded = topic<BudgetExceeded>('frontage:budget', 'budgetBytes');
export const computeFailed = topic<ComputeFailed>('frontage:compute:failed', 'failures');
export const tokenRefused = topic<TokenRefused>('frontage:token:refused', 'reason');
export const keySetEvent = topic<KeySetEvent>('frontage:keys', 'provider');
export const subgraphErrors = topic<SubgraphErrors>('frontage:upstream:errors', 'errors');
export const cacheVeto = topic<CacheVeto>('frontage:cache:veto', 'because');
export const libraryOutput = topic<LibraryOutput>('frontage:output', 'text');
export const graphWarning = topic<GraphWarning>('frontage:graph:warning', 'fields');
export const internalError = topic<InternalError>('frontage:error', 'error');
export const lifecycle = topic<Lifecycle>('frontage:lifecycle', 'event');
