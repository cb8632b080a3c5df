import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type { CompiledFetch, CompiledPlan } from '../core/compiled-plan.ts';
import { compileContextArguments } from './compile-context-arguments.ts';
import { compileRepresentation } from './compile-representation.ts';
import { compileRewrites } from './compile-rewrites.ts';
import { keysBrought, positionsBrought, positionsNeeded } from './fetch-positions.ts';
import { type FixedField, withFixedArguments } from './required-fields.ts';
import type { TypeIndex } from './type-index.ts';

export interface CompilePlanInput {
  readonly plan: QueryPlan;
  readonly types: TypeIndex;
  readonly fixedFields: ReadonlyMap<string, FixedField>;
  /** Root fields of a mutation run one after the other, with all that follows from each. */
  readonly isMutation: boolean;
}

/** A fetch and where it stands in the plan. */
interface PlacedFetch {
  readonly node: FetchNode;
  readonly path: readonly string[];
  readonly conditions: CompiledFetch['conditions'];
  /** Indexes of the fetches that the plan puts before this one. */
  readonly before: readonly number[];
}

/**
 * Compiles the planner's tree into fetches that know what they wait for. The tree lets a step wait for all of the steps
 * before it; here a fetch waits only for those that bring something it needs.
 */
export function compilePlan({ plan, types, fixedFields, isMutation }: CompilePlanInput): CompiledPlan {
  const placed: PlacedFetch[] = [];
  if (plan.node?.kind === 'Subscription') throw new TypeError('subscriptions are not executed');
  if (plan.node) place(plan.node, { path: [], conditions: [], before: [] }, placed);
  const documents = placed.map(({ node }) => parse(node.operation, { noLocation: true }));
  const brought = placed.map(({ node, path }, index) => {
    const document = documents[index];
    const positions = document
      ? positionsBrought(document, path, node.requires !== undefined)
      : new Set<string>();
    for (const { kind, path: at, ...rewrite } of node.outputRewrites ?? []) {
      const keys = at.slice(0, -1).filter((step) => !step.startsWith('... on '));
      if (kind === 'KeyRenamer' && 'renameKeyTo' in rewrite) {
        positions.add([...path.filter((key) => key !== '@'), ...keys, rewrite.renameKeyTo].join('.'));
      }
    }
    return positions;
  });
  const fetches = placed.map(({ node, path, conditions, before }, index): CompiledFetch => {
    const document = documents[index];
    if (document === undefined) throw new TypeError('every fetch has a document');
    const wire = withFixedArguments(document, fixedFields);
    const query = stripIgnoredCharacters(print(wire));
    const needed = positionsNeeded(node, [...path]);
    const needsAll = isMutation || (node.contextRewrites ?? []).length > 0;
    return {
      subgraph: node.serviceName,
      query,
      operationName: node.operationName,
      document: wire,
      isMutation: node.operationKind === 'mutation',
      variables: (node.variableUsages ?? []).filter((name) => !isContextual(name, node)),
      path,
      entities: node.requires && {
        representationOf: compileRepresentation({
          requires: node.requires,
          subgraph: node.serviceName,
          fixedFields,
          types,
          rewrite: compileRewrites(node.inputRewrites, types),
        }),
        identity: `${node.serviceName}\n${stripIgnoredCharacters(print(withoutName(wire)))}`,
      },
      contextArguments: compileContextArguments(node.contextRewrites ?? [], types),
      brings: keysBrought(document, node.requires !== undefined),
      after: before.filter((other) => needsAll || intersects(brought[other], needed)),
      conditions,
      rewrite: compileRewrites(node.outputRewrites, types),
    };
  });
  return { fetches };
}

interface Place {
  readonly path: readonly string[];
  readonly conditions: CompiledFetch['conditions'];
  readonly before: readonly number[];
}

/** Lists the fetches below a node in the plan's order; returns their indexes. */
function place(node: PlanNode, at: Place, placed: PlacedFetch[]): number[] {
  switch (node.kind) {
    case 'Fetch':
      return [placed.push({ node, ...at }) - 1];
    case 'Flatten':
      return place(node.node, { ...at, path: [...at.path, ...node.path.map(String)] }, placed);
    case 'Parallel':
      return node.nodes.flatMap((child) => place(child, at, placed));
    case 'Sequence': {
      const done: number[] = [];
      for (const child of node.nodes)
        done.push(...place(child, { ...at, before: [...at.before, ...done] }, placed));
      return done;
    }
    case 'Condition':
      return [
        { branch: node.ifClause, value: true },
        { branch: node.elseClause, value: false },
      ].flatMap(({ branch, value }) => {
        const conditions = [...at.conditions, { variable: node.condition, value }];
        return branch === undefined ? [] : place(branch, { ...at, conditions }, placed);
      });
    case 'Defer':
      throw new TypeError('@defer is not planned');
  }
}

function isContextual(name: string, { contextRewrites = [] }: FetchNode): boolean {
  return contextRewrites.some(({ renameKeyTo }) => renameKeyTo === name);
}

function intersects(brought: ReadonlySet<string> | undefined, needed: ReadonlySet<string>): boolean {
  if (brought === undefined) return false;
  for (const position of needed) if (brought.has(position)) return true;
  return false;
}

/** Two fetches of one plan differ in their names even when they ask the same. */
function withoutName(document: DocumentNode): DocumentNode {
  return visit(document, {
    OperationDefinition: ({ name: _name, ...operation }) => ({
      ...operation,
      kind: Kind.OPERATION_DEFINITION,
    }),
  });
}
