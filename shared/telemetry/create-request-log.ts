import pino, { type DestinationStream, type Level } from 'pino';
import {
  budgetExceeded,
  computeFailed,
  documentsUsed,
  graphWarning,
  internalError,
  libraryOutput,
  lifecycle,
  memoryPressure,
  requestFinished,
  storeEvent,
  untrustedDocument,
  upstreamFailed,
} from '../core/channels.ts';
import type { LogStatus } from '../core/status.ts';
import { bySource } from './documents-by-source.ts';
import { logKeySets, logTokens } from './log-authentication.ts';
import { createLogOutput } from './log-output.ts';
import { logShed } from './log-shed.ts';
import { logCacheVetoes, logSubgraphErrors } from './log-upstream-errors.ts';
import { logUpstreamEvents } from './log-upstream-events.ts';
import { plainLine } from './plain-line.ts';

export interface RequestLogOptions {
  /** The client that this process serves. */
  readonly client: string;
  readonly level: Level | 'silent';
  /** Default: standard output. */
  readonly destination?: DestinationStream | undefined;
}

export interface RequestLog {
  status(): LogStatus;
  /** Sets the least severe level that is logged. */
  setLevel(level: RequestLogOptions['level']): void;
  /** Ends the subscriptions and flushes buffered lines, for at most one second. */
  close(): Promise<void>;
}

const flushMs = 1000;
const maxCauseLength = 1000;
const severe = new Set(['reload refused', 'worker ended', 'workers given up']);
const warnings = new Set(['start warning', 'restart needed', 'connections destroyed']);

/**
 * Logs the messages of the channels as JSON lines: one for each request, one for each upstream failure, one for each lifecycle
 * event of the process, and one a second for requests rejected by overload. The channels carry no headers, tokens or variables,
 * so none can be logged.
 */
export function createRequestLog({ client, level, destination }: RequestLogOptions): RequestLog {
  const output = destination === undefined ? createLogOutput() : undefined;
  const log = pino(
    {
      level,
      base: { client, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => (destination ?? output)?.write(plainLine(line)) },
  );
  const unsubscribe = [
    requestFinished.subscribe((finished) => {
      if (!log.isLevelEnabled('info')) return;
      const { durationMs, errorCodes, degraded, ...rest } = finished;
      // `logShed` counts these. A line for each would add work to an overloaded process.
      if (errorCodes[0] === 'SERVER_OVERLOADED') return;
      log.info(
        {
          ...rest,
          durationMs: rounded(durationMs),
          ...(errorCodes.length > 0 && { errorCodes }),
          ...(degraded.length > 0 && { degraded }),
        },
        'request',
      );
    }),
    logShed((refused) => log.warn({ refused }, 'requests refused')),
    memoryPressure.subscribe(({ heapUse }) =>
      log.warn({ heapUse: rounded(heapUse * 100) / 100 }, 'memory pressure'),
    ),
    upstreamFailed.subscribe(({ cause, durationMs, ...rest }) =>
      log.warn({ ...rest, durationMs: rounded(durationMs), cause: describe(cause) }, 'upstream failed'),
    ),
    logUpstreamEvents(log),
    logSubgraphErrors(log),
    logCacheVetoes(log),
    libraryOutput.subscribe(({ level: severity, text }) => log[severity]({ text }, 'library output')),
    logTokens(log),
    logKeySets(log),
    storeEvent.subscribe(({ store, event, reason }) =>
      event === 'connected' || event === 'responds again'
        ? log.info({ store }, `store ${event}`)
        : log.warn({ store, cause: describe(reason) }, `store ${event}`),
    ),
    documentsUsed.subscribe(({ documents }) =>
      log.info({ documents: bySource(documents) }, 'documents used'),
    ),
    untrustedDocument.subscribe((detail) => log.warn(detail, 'untrusted document')),
    graphWarning.subscribe(({ message, fields, more }) =>
      log.warn({ fields, ...(more > 0 && { more }) }, message),
    ),
    budgetExceeded.subscribe((detail) => log.warn(detail, 'budget exceeded')),
    computeFailed.subscribe((detail) => log.warn(detail, 'function of the view failed')),
    internalError.subscribe(({ requestId, error }) => log.error({ requestId, err: error }, 'internal error')),
    lifecycle.subscribe(({ event, detail }) => {
      if (event === 'fatal') log.fatal(detail, event);
      else if (severe.has(event)) log.error(detail, event);
      else if (warnings.has(event)) log.warn(detail, event);
      else log.info(detail, event);
    }),
  ];
  return {
    status: () => ({ lostLines: output?.lostLines() ?? 0 }),
    setLevel(next) {
      log.level = next;
    },
    async close() {
      for (const end of unsubscribe) end();
      await output?.close(flushMs);
    },
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Returns the code of a network error, or its message. Omits the stack, since these errors are expected. */
function describe(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return String(cause).slice(0, maxCauseLength);
  return ('code' in cause ? String(cause.code) : cause.message).slice(0, maxCauseLength);
}
