import { type DocumentNode, Kind } from 'graphql';
import { rootTypes } from '../root-types.ts';
import { type GraphField, type GraphType, readGraphTypes } from './read-graph-types.ts';

/**
 * The fields whose values may have to be fetched apart from the object that has them, as `Type.field`: root fields of
 * queries; fields that a subgraph where such an object begins cannot resolve itself; and fields with a connector of their
 * own. A field of a key stays as it is, clients tell objects by it: instead, the fields are taken that give objects
 * whose key is not known there. So that the schema and the operations of clients stay valid, fields of the same name are
 * taken in types that can stand in the same place. (An operation that gives two fields with different names one alias
 * may still become invalid.)
 */
export function boundaryFields(supergraph: DocumentNode): ReadonlySet<string> {
  const types = readGraphTypes(supergraph);
  const roots = rootTypes(supergraph);
  const objects = possibleObjects(supergraph, types);
  const origins = originsOf(types, objects);
  const found = new Set<string>();
  for (const type of types.values()) {
    if (!type.isObject) continue;
    for (const field of type.fields) {
      const coordinate = `${type.name}.${field.name}`;
      if (type.name === roots.query || field.hasConnector) found.add(coordinate);
      for (const [graph, giving] of origins.get(type.name) ?? []) {
        if (resolves(graph, type, field, types)) continue;
        for (const taken of type.keyFields.has(field.name) ? giving : [coordinate]) found.add(taken);
      }
    }
  }
  addAlike(found, types, objects);
  // What a write gives back is read by who wrote: a null in it must not look like an answer.
  const isOfWrite = (coordinate: string): boolean =>
    [roots.mutation, roots.subscription].some((root) => coordinate.startsWith(`${root}.`));
  return new Set([...found].filter((coordinate) => !isOfWrite(coordinate)));
}

/** Itself, or for the `@interfaceObject` that the object is there. */
function resolves(
  graph: string,
  type: GraphType,
  field: GraphField,
  types: ReadonlyMap<string, GraphType>,
): boolean {
  if (field.resolvedBy.has(graph)) return true;
  return type.interfaces.some((name) => {
    const implemented = types.get(name);
    if (!implemented?.interfaceObjectIn.has(graph)) return false;
    return implemented.fields.some((other) => other.name === field.name && other.resolvedBy.has(graph));
  });
}

/**
 * A field that may be null lets those be null that it implements (GraphQL spec, IsValidImplementationFieldType), and
 * those of the same name that one selection set can ask of its type or another (FieldsInSetCanMerge).
 */
function addAlike(
  found: Set<string>,
  types: ReadonlyMap<string, GraphType>,
  objects: ReadonlyMap<string, readonly string[]>,
): void {
  const fieldsOf = (name: string): readonly GraphField[] => types.get(name)?.fields ?? [];
  const groups = [...objects].map(
    ([name, members]) => new Set([...(types.has(name) ? [name] : []), ...members]),
  );
  // What is found in one group may be new in another: again, until there is nothing new.
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const group of groups) {
      const names = new Set<string>();
      for (const type of group) {
        for (const { name } of fieldsOf(type)) if (found.has(`${type}.${name}`)) names.add(name);
      }
      for (const type of group) {
        for (const { name } of fieldsOf(type)) if (names.has(name)) found.add(`${type}.${name}`);
      }
    }
  }
}

/** By object type, the subgraphs where such an object begins, each with the fields that give it and cannot do without. */
function originsOf(
  types: ReadonlyMap<string, GraphType>,
  objects: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const all = [...types.values()].flatMap((type) =>
    type.fields.map((field) => ({ ...field, coordinate: `${type.name}.${field.name}` })),
  );
  const provided = new Set(
    all.flatMap(({ provides }) =>
      provides.flatMap(({ graph, names }) => names.map((name) => `${graph}.${name}`)),
    ),
  );
  const origins = new Map<string, Map<string, Set<string>>>();
  for (const { name: fieldName, coordinate, outputs, hasNullableItems } of all) {
    for (const { graph, type, isExternal } of outputs) {
      if (isExternal && !provided.has(`${graph}.${fieldName}`)) continue;
      const isInterfaceObject = types.get(type)?.interfaceObjectIn.has(graph) ?? false;
      for (const name of objects.get(type) ?? []) {
        // Behind an `@interfaceObject` is any object that implements it, though the subgraph has no such type.
        if (!isInterfaceObject && !types.get(name)?.graphs.has(graph)) continue;
        const byGraph = getOrAdd(origins, name, () => new Map<string, Set<string>>());
        const giving = getOrAdd(byGraph, graph, () => new Set());
        // An object that is null among others takes nothing else with it.
        if (!hasNullableItems) giving.add(coordinate);
      }
    }
  }
  return origins;
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** By type, the object types that a value of it can have. */
function possibleObjects(
  supergraph: DocumentNode,
  types: ReadonlyMap<string, GraphType>,
): ReadonlyMap<string, readonly string[]> {
  const objects = new Map<string, string[]>();
  for (const type of types.values()) {
    if (!type.isObject) continue;
    for (const name of [type.name, ...type.interfaces]) {
      const known = objects.get(name);
      if (known) known.push(type.name);
      else objects.set(name, [type.name]);
    }
  }
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    objects.set(
      node.name.value,
      (node.types ?? []).map(({ name }) => name.value),
    );
  }
  return objects;
}
