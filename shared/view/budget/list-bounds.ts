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

/** Lists of a page, by the names that people give them: their size is asked for one level above them. */
const pageLists: ReadonlySet<string> = new Set(['nodes', 'edges', 'items', 'hits', 'results', 'entries']);

export interface ListBounds {
  /** At most how many items each list of the value has, the outermost first; undefined where nothing says. */
  readonly levels: readonly (number | undefined)[];
  /** What was asked of a page: how many items the lists of the value's own fields may have. */
  readonly page: number | undefined;
}

export interface ListContext {
  /** What the view was compiled from; the published schema where there is none. */
  readonly graph: GraphQLSchema;
  readonly profiles: readonly Profile[];
}

/** How long the lists of a published field may be. `page`: that of the object that has it. */
export function boundLists(
  { steps, value }: Pick<ViewField, 'steps' | 'value'>,
  asked: RequestedField,
  page: number | undefined,
  { graph, profiles }: ListContext,
): ListBounds {
  let [levels, inherited]: [(number | undefined)[], number | undefined] = [[], page];
  for (const step of steps) {
    const field = fieldOf(graph, step);
    const size = sizeOfStep(step, field, asked, profiles);
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
    else if (operation.op === 'keepSlots') levels = [keyCount(operation.argument, asked), ...inner];
  }
  const depth = listDepth(asked.definition.type);
  return { levels: [...levels, ...unknown(depth)].slice(0, depth), page: inherited };
}

/** How many lists a value of this type is in. */
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
