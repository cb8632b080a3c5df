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
  /** Codes of the errors in the answer, at most ten. */
  readonly errorCodes: readonly string[];
  /** The upstreams of which some part of the answer is not what they would have said. */
  readonly degraded: readonly string[];
}

/** One upstream call that did not give a usable answer; `cause` is for the log and never reaches a client. */
export interface UpstreamFailed {
  readonly requestId: string;
  readonly upstream: string;
  readonly code: ErrorCode;
  readonly durationMs: number;
  /** Host and port of the endpoint that was called last; undefined when none was. */
  readonly endpoint?: string | undefined;
  readonly cause: unknown;
}

/** Errors with which a subgraph answered, in its own words: they may quote data, and are for the log only. */
export interface SubgraphErrors {
  readonly requestId: string;
  readonly upstream: string;
  /** What the call was for: `Query.field`, or entity types. */
  readonly coordinate: string;
  /** In this answer. */
  readonly errors: number;
  /** Of the first one, each cut. */
  readonly message: string;
  readonly code: string | undefined;
  readonly path: string | undefined;
}

/** The answers of an upstream may not be kept, nor may those that are made of them. Told once for each reason. */
export interface CacheVeto {
  readonly upstream: string;
  /** The header that says so. */
  readonly because: string;
}

/** What a library wrote to the console, or a warning of Node. */
export interface LibraryOutput {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
}

/** Something that a layer between us and an upstream did or noticed. Durations in ms. */
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

/** A part of an answer that is not what its upstream would have said now. */
export interface Degraded {
  readonly requestId: string;
  readonly upstream: string;
  readonly reason: ErrorCode;
  readonly servedFrom: ServedFrom;
  readonly path: readonly (string | number)[];
}

/** A client request that was refused because there is too much to do. */
export interface Shed {
  readonly reason: 'concurrency' | 'eventLoopDelay' | 'heap' | 'pipelining' | 'slowReaders';
}

/** The heap is nearly full: whoever can do without what it keeps drops it. Published once a second while that is so. */
export interface MemoryPressure {
  /** Of the largest possible heap, between 0 and 1. */
  readonly heapUse: number;
}

/** A store that processes share came, went or failed. While it stays away its failures are told seldom. */
export interface StoreEvent {
  readonly store: 'redis';
  readonly event: 'connected' | 'failed' | 'does not answer' | 'answers again';
  /** For the log. */
  readonly reason: unknown;
}

/** Trusted documents that were asked for since the last message. */
export interface DocumentsUsed {
  readonly documents: readonly (DocumentSource & {
    /** SHA-256 of its text, in hexadecimal digits. */
    readonly hash: string;
    readonly operationName: string | undefined;
    readonly requests: number;
  })[];
}

/** A valid operation of a document that is not a trusted one, told seldom. */
export interface UntrustedDocument {
  readonly requestId: string;
  /** SHA-256 of its text, in hexadecimal digits. */
  readonly hash: string;
  readonly operationName: string | undefined;
  readonly clientName: string | undefined;
  readonly clientVersion: string | undefined;
  /** Requests for such documents since the start. */
  readonly untrustedRequests: number;
}

/** An answer of more than twice its declared bytes, told seldom for each operation. */
export interface BudgetExceeded {
  readonly requestId: string;
  readonly operationName: string | undefined;
  readonly bytes: number;
  readonly budgetBytes: number;
  /** Such answers to this operation since the last message, this one included. */
  readonly answers: number;
}

/** A function of a view that gave no value, told seldom for each function. */
export interface ComputeFailed {
  readonly fn: string;
  /** For the log, never for clients: it may quote data. */
  readonly reason: string;
  /** Since the last message, this one included. */
  readonly failures: number;
}

/** What is wrong with a token. */
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
  /** Of the token's header, unverified and cut. */
  readonly kid?: string | undefined;
  readonly algorithm?: string | undefined;
  /** The claim that is wrong, what it should be and what it is. */
  readonly claim?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

/** The keys of an identity provider were fetched, or could not be. */
export type KeySetEvent = {
  /** Host and path of its key set. */
  readonly provider: string;
} & (
  | {
      readonly event: 'read';
      readonly keys: number;
      readonly keyIds: readonly string[];
      /** Members of the set that are not used. */
      readonly ignored: readonly { readonly kid: string | undefined; readonly reason: string }[];
      /** Whether nothing went wrong before. */
      readonly isFirst: boolean;
    }
  | {
      readonly event: 'failed';
      readonly reason: string;
      /** Of the keys that are used meanwhile; undefined when there are none. */
      readonly ageMs: number | undefined;
      /** Whether tokens can be verified all the same. */
      readonly isUsable: boolean;
    }
);

/** What a person should know of a graph that is served all the same; told at each start, and for each new graph. */
export interface GraphWarning {
  readonly message: string;
  /** The first fields that it is about, as `Type.field`. */
  readonly fields: readonly string[];
  /** How many there are besides. */
  readonly more: number;
}

/** An error of ours: a client saw INTERNAL_SERVER_ERROR. */
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

/** A typed view of a diagnostics channel: what is published costs nothing while nobody listens. */
export interface Topic<Message> {
  hasListeners(): boolean;
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
