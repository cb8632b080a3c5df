import { readFileSync } from 'node:fs';
import {
  type DirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { Settings } from '../../shared/index.ts';
import { readGraph } from '../../shared/runtime/load/load-graph.ts';
import { compileView } from '../../shared/view/compile-view.ts';
import type { View, ViewField } from '../../shared/view/view.ts';
import { coordinatesOf } from './requested-fields.ts';

/** The fields of the graph that a client can cause to be fetched, as `Type.field` of object types. */
export interface ReachableFields {
  /** Read by a field of the client's view, or required by one that is. */
  readonly fields: ReadonlySet<string>;
  /** Keys of entities: they can be fetched from anywhere. */
  readonly keys: ReadonlySet<string>;
  /** Names of subgraphs, in the supergraph's spelling (`SEARCH`), with a reachable field that is not a key. */
  readonly graphs: ReadonlySet<string>;
}

/** Computed from the compiled view of a client and from the supergraph; for several versions, the union. */
export async function readReachableFields(settings: Settings): Promise<ReachableFields> {
  const { schema: graph } = await readGraph(settings);
  const supergraph = readJoins(readFileSync(settings.supergraph, 'utf8'));
  const read = new Set<string>();
  for (const view of compileViews(settings, graph)) {
    for (const { graphType, fields } of view.types.values()) {
      for (const field of fields.values()) addField(read, graph, graph.getType(graphType), field);
    }
  }
  // The set grows during the iteration: a required field can require more.
  for (const coordinate of read) for (const one of supergraph.requiredBy(coordinate)) read.add(one);
  return {
    fields: read,
    keys: supergraph.keys,
    graphs: new Set([...read].filter((one) => !supergraph.keys.has(one)).flatMap(supergraph.graphsOf)),
  };
}

/** Fetched fields that are not reachable. */
export function droppedFields(requested: ReadonlySet<string>, { fields, keys }: ReachableFields): string[] {
  return [...requested].filter((one) => !fields.has(one) && !keys.has(one)).sort();
}

function compileViews({ client, view }: Settings, schema: GraphQLSchema): View[] {
  const versions = view.versions === undefined ? [view] : Object.values(view.versions);
  return versions.map(({ files }) =>
    compileView({
      schema,
      client,
      files: files.map((file) => ({ file, text: readFileSync(file, 'utf8') })),
      shape: view.versions === undefined ? view.shape : undefined,
      slots: Object.keys(view.images.slots),
      functions: undefined,
    }),
  );
}

function addField(
  read: Set<string>,
  graph: GraphQLSchema,
  owner: GraphQLNamedType | undefined,
  { steps, requires }: ViewField,
): void {
  let type = owner;
  for (const step of steps) {
    const stepType = graph.getType(step.type);
    for (const one of coordinatesOf(graph, stepType, step.name)) read.add(one);
    type = typeOfField(stepType, step.name);
  }
  if (requires !== undefined) for (const one of selected(graph, type, requires)) read.add(one);
}

function typeOfField(type: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const definition = type.getFields()[field];
  return definition && getNamedType(definition.type);
}

function selected(
  graph: GraphQLSchema,
  type: GraphQLNamedType | undefined,
  { selections }: SelectionSetNode,
): string[] {
  return selections.flatMap((selection): string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      return selected(
        graph,
        condition === undefined ? type : graph.getType(condition),
        selection.selectionSet,
      );
    }
    const { name, selectionSet } = selection;
    if (name.value === '__typename') return [];
    const below = selectionSet ? selected(graph, typeOfField(type, name.value), selectionSet) : [];
    return [...coordinatesOf(graph, type, name.value), ...below];
  });
}

interface Joins {
  readonly keys: ReadonlySet<string>;
  requiredBy(coordinate: string): readonly string[];
  /** The subgraphs that have a field. */
  graphsOf(coordinate: string): readonly string[];
}

/** The directives of the join specification on object types. */
function readJoins(sdl: string): Joins {
  const document = parse(sdl);
  const types = new Map<string, ObjectTypeDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) types.set(node.name.value, node);

  /** The fields of a set such as `id price { current { amount } }` of a type. */
  function within(typeName: string, { selections }: SelectionSetNode): string[] {
    return selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD) return [];
      const { name, selectionSet } = selection;
      const field = types.get(typeName)?.fields?.find((one) => one.name.value === name.value);
      let type = field?.type;
      while (type !== undefined && type.kind !== Kind.NAMED_TYPE) type = type.type;
      const below = selectionSet && type ? within(type.name.value, selectionSet) : [];
      return [`${typeName}.${name.value}`, ...below];
    });
  }

  const keys = new Set<string>();
  const required = new Map<string, string[]>();
  const graphs = new Map<string, string[]>();
  for (const [typeName, { directives, fields = [] }] of types) {
    const joins = uses(directives, 'join__type');
    for (const key of joins.flatMap((use) => fieldSet(use, 'key')))
      for (const one of within(typeName, key)) keys.add(one);
    for (const { name, directives: own } of fields) {
      const coordinate = `${typeName}.${name.value}`;
      const places = uses(own, 'join__field');
      const sets = places.flatMap((use) => fieldSet(use, 'requires'));
      required.set(
        coordinate,
        sets.flatMap((set) => within(typeName, set)),
      );
      const owning = places.filter((use) => given(use, 'external')?.kind !== Kind.BOOLEAN);
      graphs.set(
        coordinate,
        (places.length > 0 ? owning : joins).flatMap((use) => {
          const graph = given(use, 'graph');
          return graph?.kind === Kind.ENUM ? [graph.value] : [];
        }),
      );
    }
  }
  return {
    keys,
    requiredBy: (coordinate) => required.get(coordinate) ?? [],
    graphsOf: (coordinate) => graphs.get(coordinate) ?? [],
  };
}

function uses(directives: readonly DirectiveNode[] | undefined, name: string): DirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

function given({ arguments: all = [] }: DirectiveNode, name: string) {
  return all.find((argument) => argument.name.value === name)?.value;
}

function fieldSet(use: DirectiveNode, name: string): SelectionSetNode[] {
  const value = given(use, name);
  if (value?.kind !== Kind.STRING) return [];
  const [operation] = parse(`{ ${value.value} }`).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? [operation.selectionSet] : [];
}
