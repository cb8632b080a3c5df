import { type GraphQLSchema, isInterfaceType, isObjectType, isScalarType } from 'graphql';
import type { Settings } from '../../config/settings-schema.ts';
import { viewOptions } from '../../config/view-options.ts';
import { nearest } from '../../core/runtime/nearest.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import type { ResponseBudgets } from '../../operation/budget-guard.ts';
import type { TrustedDocument } from '../../operation/documents/trusted-document.ts';
import { type BudgetLimits, exceededLimits } from '../../view/budget/exceeded-limits.ts';
import { computeWorstCase, type WorstCase } from '../../view/budget/worst-case.ts';
import type { ClientSchema } from './client-schemas.ts';
import type { GraphDescription } from './load-graph.ts';

/** The worst case of an operation's response, and its limits. */
export interface OperationEstimate {
  readonly clientSchema: ClientSchema;
  readonly document: TrustedDocument;
  readonly worst: WorstCase;
  readonly limits: BudgetLimits;
}

/** Estimates each operation of each client schema once. The documents must be valid for their schemas. */
export function estimateOperations(settings: Settings, graph: GraphDescription): OperationEstimate[] {
  const sizes = viewOptions(settings.view);
  return graph.clientSchemas.all.flatMap((clientSchema) => {
    const inputs = {
      ...sizes,
      schema: clientSchema.schema,
      view: clientSchema.compiledView,
      graph: graph.schema,
      assume: settings.budgets.assume,
    };
    return distinct(clientSchema.documents).map((document) => ({
      clientSchema,
      document,
      worst: computeWorstCase(document.document, document.operationName, inputs),
      limits: limitsOf(settings, document.operationName),
    }));
  });
}

/**
 * Throws `StartError` for budgets of unknown operations and fields, and for operations whose worst case exceeds their
 * limit of nodes or depth: both are computed from the view and the operation, where these have bounds. Bytes are only
 * estimated and do not stop a start.
 */
export function checkBudgets(settings: Settings, graph: GraphDescription): void {
  const { budgets } = settings;
  const problems = [...unknownOperations(settings, graph), ...unknownAssumptions(settings, graph)];
  const isDeclared = [budgets.default, ...Object.values(budgets.operations)].some(
    ({ nodes, depth }) => nodes !== undefined || depth !== undefined,
  );
  if (isDeclared) {
    for (const { document, worst, limits } of estimateOperations(settings, graph)) {
      const { nodes, depth } = worst;
      for (const { limit, allowed, found } of exceededLimits(limits, { nodes, depth }))
        problems.push({
          file: document.file,
          message: `${document.operationName ?? 'the operation'} can have ${limit}: ${found}; budgets allow ${allowed}`,
        });
    }
  }
  if (problems.length > 0) throw new StartError(problems);
}

/** The limits that responses of one client schema must meet when they are sent. Undefined if there are none. */
export function responseBudgets(
  settings: Settings,
  { documents }: ClientSchema,
): ResponseBudgets | undefined {
  const { rawBytes: otherwise } = settings.budgets.default;
  const names = [
    ...documents.map(({ operationName }) => operationName),
    ...Object.keys(settings.budgets.operations),
  ];
  const byOperation = new Map<string, number>();
  for (const name of names) {
    const { rawBytes } = limitsOf(settings, name);
    if (name !== undefined && rawBytes !== undefined) byOperation.set(name, rawBytes);
  }
  return otherwise === undefined && byOperation.size === 0 ? undefined : { byOperation, otherwise };
}

function limitsOf({ budgets }: Settings, operationName: string | undefined): BudgetLimits {
  const { operations } = budgets;
  const isKnown = operationName !== undefined && Object.hasOwn(operations, operationName);
  return { ...budgets.default, ...(isKnown && operations[operationName]) };
}

/** Removes duplicates: several manifests can have the same operation. */
function distinct(documents: readonly TrustedDocument[]): TrustedDocument[] {
  const found = new Map<string, TrustedDocument>();
  for (const document of documents) {
    const key = `${document.text.hash} ${document.operationName}`;
    if (!found.has(key)) found.set(key, document);
  }
  return [...found.values()];
}

function unknownOperations({ budgets }: Settings, { clientSchemas }: GraphDescription): Problem[] {
  const known = new Set(
    clientSchemas.all.flatMap(({ documents }) =>
      documents.flatMap(({ operationName }) => operationName ?? []),
    ),
  );
  return Object.keys(budgets.operations)
    .filter((name) => !known.has(name))
    .map((name) => ({
      key: `budgets.operations.${name}`,
      message: `no trusted document has an operation "${name}"${nearest(name, known)}`,
    }));
}

/** Finds assumptions about lists, texts and scalars that no client schema has. */
function unknownAssumptions(
  { budgets: { assume } }: Settings,
  { clientSchemas }: GraphDescription,
): Problem[] {
  const tables = [assume.lists, assume.texts, assume.scalars];
  if (tables.every((table) => Object.keys(table).length === 0)) return [];
  const schemas = clientSchemas.all.map(({ schema }) => schema);
  const fields = new Set(schemas.flatMap(coordinates));
  const scalars = new Set(schemas.flatMap(scalarNames));
  const problem = (table: string, name: string, known: ReadonlySet<string>): Problem => ({
    key: `budgets.assume.${table}.${name}`,
    message: `found "${name}", which is not in a client's schema${nearest(name, known)}`,
  });
  return (['lists', 'texts', 'scalars'] as const).flatMap((table) => {
    const known = table === 'scalars' ? scalars : fields;
    const unknown = Object.keys(assume[table]).filter((name) => !known.has(name));
    return unknown.map((name) => problem(table, name, known));
  });
}

function coordinates(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
}

function scalarNames(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => (isScalarType(type) ? type.name : []));
}
