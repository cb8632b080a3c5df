import { Kind } from 'graphql';
import type { Settings } from '../config/settings-schema.ts';
import { checkBudgets, estimateOperations } from '../runtime/load/check-budgets.ts';
import { checkGraph, readGraph } from '../runtime/load/load-graph.ts';
import { type BudgetLimits, type Excess, exceededLimits } from '../view/budget/exceeded-limits.ts';
import type { WorstCase } from '../view/budget/worst-case.ts';
import { type Measurement, type MeasureOptions, measureOperations } from './measure-operations.ts';

export type { Excess };

/** The limits, the worst case and the measured cost of an operation. */
export interface OperationBudget {
  readonly client: string;
  /** The API version; undefined if there is only one client schema. */
  readonly version: string | undefined;
  readonly operation: string;
  /** Path relative to the working directory. */
  readonly file: string;
  readonly worst: WorstCase;
  /** Undefined if the operation was not executed: no example, a mutation, or no `measure` option. */
  readonly measured: Measurement | undefined;
  readonly limits: BudgetLimits;
  readonly exceeded: readonly Excess[];
}

export interface BudgetOptions {
  /** Executes the operations against the upstreams that the settings name. Undefined: they are not executed. */
  readonly measure?: MeasureOptions | undefined;
}

/**
 * Returns the budgets of every trusted document of a client. Rejects with a `StartError` as a start would, except for
 * operations that exceed their budgets: these are in the result. Also rejects if a measured response has errors.
 */
export async function budgetClient(
  settings: Settings,
  { measure }: BudgetOptions = {},
): Promise<OperationBudget[]> {
  const graph = await readGraph(settings);
  checkGraph(graph, settings);
  checkBudgets(withoutLimits(settings), graph);
  const estimates = estimateOperations(settings, graph);
  const operations = estimates.map(({ clientSchema, document }) => ({
    version: clientSchema.version,
    operation: document.operationName,
    file: document.file,
    hash: document.text.hash,
    node: document.document.definitions.find(
      (node) => node.kind === Kind.OPERATION_DEFINITION && node.name?.value === document.operationName,
    ),
  }));
  const measured = measure && (await measureOperations(withoutLimits(settings), operations, measure));
  return estimates.map(({ clientSchema, document, worst, limits }, index) => {
    const measurement = measured?.[index];
    return {
      client: settings.client,
      version: clientSchema.version,
      operation: document.operationName ?? 'without a name',
      file: document.file,
      worst,
      measured: measurement,
      limits,
      exceeded: exceededLimits(limits, {
        ...measurement,
        nodes: worst.nodes,
        depth: worst.depth,
        worstBytes: worst.bytes,
      }),
    };
  });
}

/** Removes the limits, so that operations that are too large can be reported. Names are still checked. */
function withoutLimits(settings: Settings): Settings {
  const { assume, operations } = settings.budgets;
  const named = Object.fromEntries(Object.keys(operations).map((name) => [name, {}]));
  return { ...settings, budgets: { default: {}, operations: named, assume } };
}
