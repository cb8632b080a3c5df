import type { Random } from '../differential/random.ts';
import type { OperationStyle } from '../differential/random-operation.ts';
import type { composeUsed } from './compose-used.ts';
import type { PlannerLimit } from './planner-limits.ts';

/** Random graphs with one characteristic that is hard for a planner or an executor. */
export interface Shape {
  readonly name: string;
  /** Subgraphs that compose. */
  readonly build: (random: Random) => Readonly<Record<string, { readonly sdl: string }>>;
  /** Composes them in place of the current composition. */
  readonly compose?: typeof composeUsed;
  readonly style: OperationStyle;
  /** Why an operation of this shape can have no plan. Any other error of the planner is a failure. */
  readonly limits?: readonly PlannerLimit[];
  /** Whether subgraphs fail in most cases: whole calls, entities, fields, items of lists. */
  readonly fails?: boolean;
  /** The share of values that are errors in some cases; 0 unless given. */
  readonly errors?: number;
}
