import type { LibraryOutput } from '../core/channels.ts';
import type { CompletePlan } from './complete-plan.ts';
import type { Entry } from './entry-fields.ts';
import type { PinnedField } from './pinned-fields.ts';

/** What the planning thread starts with. */
export interface PlannerStart {
  readonly supergraphSdl: string;
  /** Names of fields, see `InconsistentFields`. */
  readonly inconsistentFields: readonly string[];
  readonly entries: readonly Entry[];
  readonly pinned: readonly PinnedField[];
}

export interface PlanOrder {
  readonly id: number;
  readonly document: string;
  readonly operationName: string | undefined;
  readonly overrides: readonly string[];
  /** Longest time for it on the planning thread, in ms. */
  readonly timeoutMs: number;
}

export type PlannerMessage =
  /** `thread`: see `threadNumber`. */
  | { readonly kind: 'ready'; readonly thread: number | undefined }
  /** What a library wrote to the console. */
  | ({ readonly kind: 'output' } & LibraryOutput)
  | (CompletePlan & { readonly kind: 'planned'; readonly id: number })
  | { readonly kind: 'refused'; readonly id: number; readonly reason: string };
