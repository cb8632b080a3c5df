import { GraphQLNonNull, type GraphQLOutputType, Kind, print, type SelectionSetNode } from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import { argumentLocation, type DirectiveUse, findDirective, textOf } from '../declarations/declarations.ts';
import { coordinateOf, type FieldContext, useFunction } from './field-context.ts';
import { readRequiredSelection } from './required-selection.ts';
import { type ResolvedStep, resolvePath } from './resolve-path.ts';

/** The source of a field's value. */
export interface FieldSource {
  /** `graph`: the field of the graph with the same name. `constant`: only a default. */
  readonly kind: 'graph' | 'path' | 'wrap' | 'compute' | 'constant';
  readonly steps: readonly ResolvedStep[];
  /** Undefined if the field itself declares the type. */
  readonly valueType: GraphQLOutputType | undefined;
  readonly requires: SelectionSetNode | undefined;
  readonly fn: string | undefined;
}

const origins = ['from', 'pluck', 'wrap', 'compute', 'hasMore'];
const nothing = { steps: [], valueType: undefined, requires: undefined, fn: undefined };

/** Finds the source of a field. `isFallback`: its type represents unknown objects, so the field may be only a default. */
export function findSource(context: FieldContext, isFallback: boolean): FieldSource | undefined {
  const { declared, graphField, owner, scope, source } = context;
  const uses = (declared?.directives ?? []).filter(({ name }) => origins.includes(name));
  const [use, second] = uses;
  if (use && second) {
    scope.problems.report(second.location, `${coordinateOf(context)} already has a source (@${use.name})`);
    return undefined;
  }
  const isNewOnly = use?.name === 'compute' || declared?.directives.some(({ name }) => name === 'format');
  if (isNewOnly && graphField && owner.graph) {
    const creator = use?.name === 'compute' ? use : findDirective(declared, 'format');
    const message = `@${creator?.name} defines a new field; ${coordinateOf(context)} already exists in the graph`;
    scope.problems.report(creator?.location ?? context.location, message);
    return undefined;
  }
  if (isFallback) return fallbackSource(context, use);
  if (use?.name === 'from' || use?.name === 'pluck') return pathSource(context, use, use.name);
  if (use?.name === 'wrap') return wrapSource(context, use);
  if (use?.name === 'compute') return computeSource(context, use);
  if (graphField) {
    const step = { name: graphField.name, type: source, field: graphField, given: [] };
    return { ...nothing, kind: 'graph', steps: [step], valueType: graphField.type };
  }
  const hint = 'getFields' in source ? nearest(context.name, Object.keys(source.getFields())) : '';
  scope.problems.report(
    context.location,
    `${source.name} has no field ${context.name}, and no directive specifies its source (@from, @pluck, @wrap, @compute, @hasMore)${hint}`,
  );
  return undefined;
}

function wrapSource({ scope, source, declared }: FieldContext, use: DirectiveUse): FieldSource | undefined {
  const written = declared?.type;
  const node = written?.kind === Kind.NON_NULL_TYPE ? written.type : written;
  const plan = node?.kind === Kind.NAMED_TYPE ? scope.plans.get(node.name.value) : undefined;
  if (plan && plan.graph === undefined) {
    return { ...nothing, kind: 'wrap', valueType: new GraphQLNonNull(source) };
  }
  const found = written ? print(written) : 'none';
  scope.problems.report(use.location, `@wrap needs a view-only type without lists; found ${found}`);
  return undefined;
}

function pathSource(
  { scope, source }: FieldContext,
  use: DirectiveUse,
  name: 'from' | 'pluck',
): FieldSource | undefined {
  const found = resolvePath(textOf(use, 'path') ?? '', source, name);
  if (typeof found !== 'string') return { ...nothing, kind: 'path', ...found };
  scope.problems.report(argumentLocation(use, 'path'), found);
  return undefined;
}

function computeSource(context: FieldContext, use: DirectiveUse): FieldSource | undefined {
  const { scope, source } = context;
  const fn = textOf(use, 'fn') ?? '';
  useFunction(context, fn, argumentLocation(use, 'fn'));
  const text = textOf(use, 'requires');
  const read = text === undefined ? undefined : readRequiredSelection(text, source, scope.graph);
  if (read === undefined || 'kind' in read) return { ...nothing, kind: 'compute', requires: read, fn };
  for (const message of read) scope.problems.report(argumentLocation(use, 'requires'), message);
  return undefined;
}

function fallbackSource(context: FieldContext, use: DirectiveUse | undefined): FieldSource | undefined {
  const { declared, scope, owner } = context;
  const isTypename = use?.name === 'from' && textOf(use, 'path')?.trim() === '__typename';
  if (use && isTypename) return pathSource(context, use, 'from');
  if (use === undefined && findDirective(declared, 'default')) return { ...nothing, kind: 'constant' };
  scope.problems.report(
    use?.location ?? context.location,
    `${owner.name} represents unknown types: each of its fields needs a @default or @from(path: "__typename")`,
  );
  return undefined;
}
