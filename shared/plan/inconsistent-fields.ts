import type { FieldInSubgraphs, SubgraphTypes } from './subgraph-types.ts';

/** An object type as one subgraph has it. */
export interface TypeInSubgraph {
  readonly subgraph: string;
  readonly type: string;
}

/** A field of an object type as one subgraph has it. */
export interface FieldInSubgraph extends TypeInSubgraph {
  readonly name: string;
}

/** Fields of which some subgraphs return objects of types that other subgraphs do not return there. */
export interface InconsistentFields {
  readonly names: ReadonlySet<string>;
  /**
   * The types of objects of which planning may leave something out on account of them: those that not all of the
   * subgraphs return there, and those whose fields are shared and lead there by shared fields.
   */
  readonly types: readonly TypeInSubgraph[];
  /** Of the fields by which one comes there, those of objects where a subgraph can start: of entities and the root. */
  readonly starts: readonly FieldInSubgraph[];
}

/** `queryType`: the name of the root type. */
export function inconsistentFields(subgraphTypes: SubgraphTypes, queryType: string): InconsistentFields {
  const shared = subgraphTypes.fields.filter(({ valueTypes }) => valueTypes.size > 1);
  const inconsistent = shared.filter((field) => typesOfSome(field, subgraphTypes).length > 0);
  const names = new Set(inconsistent.map(({ name }) => name));
  if (names.size === 0) return { names, types: [], starts: [] };
  const returned = inconsistent.flatMap((field) => typesOfSome(field, subgraphTypes));
  const leading = leadingTo(inconsistent, shared, subgraphTypes).flatMap(({ type, name, valueTypes }) =>
    [...valueTypes.keys()]
      .filter((subgraph) => subgraphTypes.objectTypesOf(subgraph, type).has(type))
      .map((subgraph) => ({ subgraph, type, name })),
  );
  const starts = leading.filter(
    ({ subgraph, type }) => type === queryType || subgraphTypes.keysOf(subgraph, type).length > 0,
  );
  const started = starts.flatMap(({ type }) =>
    subgraphTypes.subgraphsOf(type).map((subgraph) => ({ subgraph, type })),
  );
  const types = [...returned, ...leading, ...started]
    .filter(({ type }) => type !== queryType)
    .map(({ subgraph, type }) => [`${subgraph} ${type}`, { subgraph, type }] as const);
  return { names, types: [...new Map(types).values()], starts };
}

function typesOfSome(
  { valueTypes }: FieldInSubgraphs,
  { objectTypesOf, isInterfaceObject }: SubgraphTypes,
): TypeInSubgraph[] {
  // Behind an `@interfaceObject` there may be any of its types.
  const returned = [...valueTypes].flatMap(([subgraph, type]) =>
    isInterfaceObject(subgraph, type) ? [] : [{ subgraph, types: objectTypesOf(subgraph, type) }],
  );
  return returned.flatMap(({ subgraph, types }) =>
    [...types].flatMap((type) =>
      returned.every((other) => other.types.has(type)) ? [] : [{ subgraph, type }],
    ),
  );
}

/** These fields, and the shared ones from whose values one leads to them. */
function leadingTo(
  fields: readonly FieldInSubgraphs[],
  shared: readonly FieldInSubgraphs[],
  { objectTypesOf }: SubgraphTypes,
): FieldInSubgraphs[] {
  const found = new Set(fields);
  const owners = new Set(fields.map(({ type }) => type));
  let before = -1;
  while (found.size !== before) {
    before = found.size;
    for (const field of shared) {
      const types = [...field.valueTypes].flatMap(([subgraph, type]) => [...objectTypesOf(subgraph, type)]);
      if (!types.some((type) => owners.has(type))) continue;
      found.add(field);
      owners.add(field.type);
    }
  }
  return [...found];
}
