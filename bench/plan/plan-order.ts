export const plannerNames = ['native', 'apollo'] as const;

export type PlannerName = (typeof plannerNames)[number];

/** What a measuring thread is started with. */
export interface PlanOrder {
  readonly planner: PlannerName;
  readonly supergraph: string;
  readonly query: string;
  /** It plans the operation at most so often. */
  readonly repetitions: number;
  /** It stops repeating after this time. */
  readonly budgetMs: number;
}

/** What a measuring thread found. */
export interface PlanTimes {
  /** Creating the planner from the parsed supergraph. */
  readonly createMs: number;
  /** The first plan, with cold code. */
  readonly coldMs: number;
  /** The plans after the warm-up, in order. */
  readonly warmMs: readonly number[];
  /** The longest time for which the event loop was held by one of all plans. */
  readonly heldMs: number;
  readonly steps: number;
  readonly calls: number;
}
