import { Kind } from 'graphql';
import type { Settings } from '../config/settings-schema.ts';
import { checkBudgets, estimateOperations } from '../runtime/load/check-budgets.ts';
import { checkGraph, readGraph } from '../runtime/load/load-graph.ts';
import { type BudgetLimits, type Excess, exceededLimits } from '../view/budget/exceeded-limits.ts';
import type { WorstCase } from '../view/budget/worst-case.ts';
import { type Measurement, type MeasureOptions, measureOperations } from './measure-operations.ts';

export type { Excess };

/** What an operation may cost, can cost at most, and costs. */
export interface OperationBudget {
  readonly client: string;
  /** Of the contract; undefined where there is one. */
  readonly version: string | undefined;
  readonly operation: string;
  /** As a person would type its path. */
  readonly file: string;
  readonly worst: WorstCase;
  /** Undefined where nothing was asked: no example, a mutation, or not wanted. */
  readonly measured: Measurement | undefined;
  readonly limits: BudgetLimits;
  readonly exceeded: readonly Excess[];
}

export interface BudgetOptions {
  /** Whether the operations are asked of the upstreams that the settings name. Not given: they are not. */
  readonly measure?: MeasureOptions | undefined;
}

/**
 * The budgets of every trusted document of a client. Rejects with a `StartError` like a start would, but for operations that
 * exceed their budgets: these are in the result; and when an answer that is to be measured has errors.
 */
export async function budgetClient(
  settings: Settings,
  { measure }: BudgetOptions = {},
): Promise<OperationBudget[]> {
  const graph = await readGraph(settings);
  checkGraph(graph, settings);
  checkBudgets(withoutLimits(settings), graph);
  const estimates = estimateOperations(settings, graph);
  const operations = estimates.map(({ contract, document }) => ({
    version: contract.version,
    operation: document.operationName,
    file: document.file,
    hash: document.text.hash,
    node: document.document.definitions.find(
      (node) => node.kind === Kind.OPERATION_DEFINITION && node.name?.value === document.operationName,
    ),
  }));
  const measured = measure && (await measureOperations(withoutLimits(settings), operations, measure));
  return estimates.map(({ contract, document, worst, limits }, index) => {
    const measurement = measured?.[index];
    return {
      client: settings.client,
      version: contract.version,
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

/** So that what is too large can be looked at; names are checked all the same. */
function withoutLimits(settings: Settings): Settings {
  const { assume, operations } = settings.budgets;
  const named = Object.fromEntries(Object.keys(operations).map((name) => [name, {}]));
  return { ...settings, budgets: { default: {}, operations: named, assume } };
}
