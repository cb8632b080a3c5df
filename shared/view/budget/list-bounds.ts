import {
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import type { ViewField, ViewStep } from '../view.ts';
import type { Profile } from '../view-options.ts';
import { type RequestedField, sizeOfStep } from './size-argument.ts';

/** Conventional names of page lists, whose size is requested one level above them. */
const pageLists: ReadonlySet<string> = new Set(['nodes', 'edges', 'items', 'hits', 'results', 'entries']);

export interface ListBounds {
  /** The most items of each list of the value, the outermost first; undefined if unbounded. */
  readonly levels: readonly (number | undefined)[];
  /** The requested page size: the most items of the lists in the value's own fields. */
  readonly page: number | undefined;
}

export interface ListContext {
  /** The schema that the view was compiled from; the published schema if there is no view. */
  readonly graph: GraphQLSchema;
  readonly profiles: readonly Profile[];
}

/** Bounds the lists of a published field. `page`: the page size of its parent object. */
export function boundLists(
  { steps, value }: Pick<ViewField, 'steps' | 'value'>,
  requested: RequestedField,
  page: number | undefined,
  { graph, profiles }: ListContext,
): ListBounds {
  let [levels, inherited]: [(number | undefined)[], number | undefined] = [[], page];
  for (const step of steps) {
    const field = fieldOf(graph, step);
    const size = sizeOfStep(step, field, requested, profiles);
    const depth = listDepth(field.type);
    if (depth > 0) {
      levels = [...levels, size ?? (pageLists.has(step.name) ? inherited : undefined), ...unknown(depth - 1)];
      inherited = undefined;
    } else {
      inherited = size;
    }
  }
  for (const operation of value) {
    const [outer, ...inner] = levels;
    if (operation.op === 'compute') levels = [];
    else if (operation.op === 'slice') levels = [Math.min(outer ?? operation.max, operation.max), ...inner];
    else if (operation.op === 'keepSlots') levels = [keyCount(operation.argument, requested), ...inner];
  }
  const depth = listDepth(requested.definition.type);
  return { levels: [...levels, ...unknown(depth)].slice(0, depth), page: inherited };
}

/** The number of nested lists of a type. */
function listDepth(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listDepth(type.ofType);
  return isListType(type) ? 1 + listDepth(type.ofType) : 0;
}

function fieldOf(graph: GraphQLSchema, { type, name }: ViewStep): GraphQLField<unknown, unknown> {
  const owner = graph.getType(type);
  const field = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[name] : undefined;
  if (field === undefined) throw new TypeError(`the graph has no ${type}.${name}`);
  return field;
}

function keyCount(argument: string, { node }: RequestedField): number | undefined {
  const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.LIST ? value.values.length : undefined;
}

function unknown(count: number): undefined[] {
  return Array.from({ length: count }, () => undefined);
}
