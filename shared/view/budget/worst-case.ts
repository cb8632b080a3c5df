import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { readOperation } from '../../core/graphql/read-operation.ts';
import { selectionSetsOf } from '../../core/graphql/visit-fields.ts';
import type { View, ViewField } from '../view.ts';
import type { ViewOptions } from '../view-options.ts';
import { type Assumptions, configuredSize, createUnboundedLog, type Unbounded } from './assumptions.ts';
import { collectSelections, type Fragments } from './collect-selections.ts';
import { defaultBytes, leafBytes } from './leaf-bytes.ts';
import { boundLists } from './list-bounds.ts';

/** The largest possible response to an operation, in any profile, if the assumptions hold. */
export interface WorstCase {
  /** Objects in `data`. */
  readonly nodes: number;
  /** Bytes of a response without `errors` and `extensions`, before compression. */
  readonly bytes: number;
  /** The nesting of fields: 1 for an operation of leaves. */
  readonly depth: number;
  /** Selected fields, each path once. */
  readonly fields: number;
  readonly unbounded: readonly Unbounded[];
}

export interface WorstCaseInputs extends ViewOptions {
  /** The published schema. */
  readonly schema: GraphQLSchema;
  /** Undefined if clients use the graph directly. */
  readonly view: View | undefined;
  /** The schema that the view was compiled from. */
  readonly graph: GraphQLSchema;
  readonly assume: Assumptions;
}

type Figures = Pick<WorstCase, 'nodes' | 'bytes' | 'depth'>;

const nothing: Figures = { nodes: 0, bytes: 0, depth: 0 };
const nullBytes = 'null'.length;
const envelopeBytes = '{"data":}'.length;

/** Computes the worst case of a valid operation. Pure. */
export function computeWorstCase(
  document: DocumentNode,
  operationName: string | undefined,
  inputs: WorstCaseInputs,
): WorstCase {
  const { schema, assume } = inputs;
  const unbounded = createUnboundedLog();
  const context = { ...inputs, unbounded };
  const { definition, fragments } = readOperation(document, operationName);
  const root = schema.getRootType(definition.operation);
  if (!root) throw new TypeError(`the schema has no ${definition.operation} type`);

  /** The figures of an object; `nodes` excludes the object itself. */
  function ofObject(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    page: number | undefined,
  ): Figures {
    const selected = [...collectSelections(sets, fragments, { schema, object: type })];
    const parts = selected.map(([key, nodes]) => {
      const { nodes: count, bytes, depth } = ofField(type, nodes, page);
      return { nodes: count, bytes: key.length + '"":'.length + bytes, depth };
    });
    return {
      nodes: parts.reduce((sum, part) => sum + part.nodes, 0),
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0) + '{}'.length + Math.max(0, parts.length - 1),
      depth: Math.max(0, ...parts.map((part) => part.depth)),
    };
  }

  function ofField(type: GraphQLObjectType, nodes: readonly FieldNode[], page: number | undefined): Figures {
    const [node] = nodes;
    if (node === undefined) return nothing;
    const { value: name } = node.name;
    const coordinate = `${type.name}.${name}`;
    if (name === '__typename') return { nodes: 0, bytes: type.name.length + '""'.length, depth: 1 };
    const definition = type.getFields()[name];
    if (definition === undefined) {
      const bytes = unbounded.assume(coordinate, 'introspection', assume.text);
      return { nodes: 0, bytes, depth: 1 };
    }
    const field = inputs.view?.types.get(type.name)?.fields.get(name) ?? asInGraph(type, definition);
    const lists = boundLists(field, { node, definition }, page, inputs);
    const one = ofItem(getNamedType(definition.type), nodes, lists.page, field, coordinate);
    const levels = lists.levels.map(
      (known) =>
        known ??
        configuredSize(assume.lists, coordinate) ??
        unbounded.assume(coordinate, 'list', assume.list),
    );
    const count = levels.reduce((product, level) => product * level, 1);
    return {
      nodes: one.nodes * count,
      bytes: Math.max(inLists(definition.type, levels, one.bytes), defaultBytes(field.value)),
      depth: 1 + one.depth,
    };
  }

  /** The figures of one value without its lists; `nodes` includes the object itself. */
  function ofItem(
    type: ReturnType<typeof getNamedType>,
    nodes: readonly FieldNode[],
    page: number | undefined,
    field: Pick<ViewField, 'value'>,
    coordinate: string,
  ): Figures {
    if (isLeafType(type)) return { ...nothing, bytes: leafBytes(type, field.value, coordinate, context) };
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const sets = selectionSetsOf(nodes);
    const each = possible.filter(isObjectType).map((object) => ofObject(object, sets, page));
    return {
      nodes: 1 + Math.max(0, ...each.map((one) => one.nodes)),
      bytes: Math.max('{}'.length, ...each.map((one) => one.bytes)),
      depth: Math.max(0, ...each.map((one) => one.depth)),
    };
  }

  const { nodes, bytes, depth } = ofObject(root, [definition.selectionSet], undefined);
  const fields = countFields([definition.selectionSet], fragments);
  return { nodes, bytes: bytes + envelopeBytes, depth, fields, unbounded: unbounded.all() };
}

/** Bytes of a value in its lists; null is longer than an empty list. */
function inLists(type: GraphQLOutputType, levels: readonly number[], itemBytes: number): number {
  if (isNonNullType(type)) return inLists(type.ofType, levels, itemBytes);
  if (!isListType(type)) return Math.max(itemBytes, nullBytes);
  const [count = 0, ...inner] = levels;
  const all = count * inLists(type.ofType, inner, itemBytes) + Math.max(0, count - 1);
  return Math.max('[]'.length + all, nullBytes);
}

function countFields(sets: readonly SelectionSetNode[], fragments: Fragments): number {
  const selected = [...collectSelections(sets, fragments).values()];
  return selected.reduce((sum, nodes) => sum + 1 + countFields(selectionSetsOf(nodes), fragments), 0);
}

/** The mapping of a field if clients use the graph directly. */
function asInGraph(
  { name: type }: GraphQLObjectType,
  { name, args }: GraphQLField<unknown, unknown>,
): Pick<ViewField, 'steps' | 'value'> {
  const given = args.map((argument) => ({
    name: argument.name,
    type: String(argument.type),
    value: { kind: 'argument', name: argument.name, cap: undefined } as const,
  }));
  return { steps: [{ name, type, arguments: given }], value: [] };
}
