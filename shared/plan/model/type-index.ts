import type { FieldSet, SupergraphModel } from './supergraph-model.ts';

/** One leaf of a `@key`, as the names that lead to it. */
export type KeyLeaf = readonly string[];

/** The types of a supergraph, for compiling plans. */
export interface TypeIndex {
  /** Whether objects of the type are among those that the condition names. */
  isSubtype(type: string, condition: string): boolean;
  isObjectType(name: string): boolean;
  /** Whether a subgraph has the interface as an `@interfaceObject`. */
  isInterfaceObject(name: string): boolean;
  /** The keys by which a subgraph resolves a type, each as its leaves. */
  keysOf(type: string, subgraph: string): readonly (readonly KeyLeaf[])[];
  /** The keys of a type, including those by which no subgraph resolves it. */
  identitiesOf(type: string): readonly (readonly KeyLeaf[])[];
  /** The subgraphs that resolve a type by some key. */
  resolversOf(type: string): readonly string[];
  /** The type of a field's value without its lists. */
  typeOf(type: string, field: string): string | undefined;
  /** The object types of an abstract type; the type itself if it is an object type. */
  objectTypesOf(type: string): readonly string[];
  /** The `@requires` of a field in a subgraph. */
  requirementOf(type: string, field: string, subgraph: string): FieldSet | undefined;
  /** Whether the value at the end of a key's leaf may be null, or a value on its path. */
  mayBeNull(type: string, leaf: KeyLeaf): boolean;
  /** Whether a subgraph resolves all fields of a key's leaf for the objects that it has. */
  resolves(subgraph: string, type: string, leaf: KeyLeaf): boolean;
}

export function buildTypeIndex({ types }: SupergraphModel): TypeIndex {
  const keys = new Map<string, (readonly KeyLeaf[])[]>();
  const identities = new Map<string, (readonly KeyLeaf[])[]>();
  const resolvers = new Map<string, string[]>();
  for (const [name, { parts }] of types)
    for (const [subgraph, part] of parts) {
      const all = part.keys.map(({ fields }) => leavesOf(fields));
      const usable = all.filter((_, index) => part.keys[index]?.isResolvable);
      keys.set(`${name} ${subgraph}`, usable);
      identities.set(name, [...(identities.get(name) ?? []), ...all]);
      if (usable.length > 0) resolvers.set(name, [...(resolvers.get(name) ?? []), subgraph]);
    }
  const isObjectType = (name: string): boolean => types.get(name)?.kind === 'object';

  return {
    isSubtype: (type, condition) => type === condition || types.get(type)?.conditions.has(condition) === true,
    isObjectType,
    isInterfaceObject: (name) =>
      [...(types.get(name)?.parts.values() ?? [])].some((part) => part.isInterfaceObject),
    keysOf: (type, subgraph) => keys.get(`${type} ${subgraph}`) ?? [],
    identitiesOf: (type) => identities.get(type) ?? [],
    resolversOf: (type) => resolvers.get(type) ?? [],
    typeOf: (type, field) => types.get(type)?.fields.get(field)?.typeName,
    objectTypesOf: (type) => [...(types.get(type)?.objectTypes ?? [])].filter(isObjectType),
    requirementOf: (type, field, subgraph) =>
      types.get(type)?.parts.get(subgraph)?.fields.get(field)?.requires,
    mayBeNull(type, leaf) {
      let at: string | undefined = type;
      return leaf.some((name) => {
        const field = types.get(at ?? '')?.fields.get(name);
        at = field?.typeName;
        return field?.type.endsWith('!') !== true;
      });
    },
    resolves(subgraph, type, leaf) {
      let at: string | undefined = type;
      return leaf.every((name) => {
        const field = types
          .get(at ?? '')
          ?.parts.get(subgraph)
          ?.fields.get(name);
        at = field?.typeName;
        return (
          field !== undefined &&
          !field.isExternal &&
          field.requires === undefined &&
          field.override === undefined
        );
      });
    },
  };
}

/** The leaves of a field set. Fragments count for any type. */
export function leavesOf(fields: FieldSet, path: KeyLeaf = []): KeyLeaf[] {
  return fields.flatMap(({ name, selections }) => {
    const here = [...path, name];
    return selections.length > 0 ? leavesOf(selections, here) : [here];
  });
}
