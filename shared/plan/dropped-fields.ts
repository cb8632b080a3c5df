import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import { renamedKeys } from './compile-rewrites.ts';
import { withoutLists } from './fetch-positions.ts';
import { createFindFields, type FoundField } from './found-fields.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import { firstSetsByPosition, type SelectedSet } from './selected-sets.ts';
import { isCovered, textOf, unconditional } from './selection-conditions.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import { readWantedFields, type WantedField, type WantedSet } from './wanted-fields.ts';

/** Fields that an operation wants of objects of a type, and that no fetch asks for, though some bring such objects. */
export interface DroppedFields {
  /** The way to the objects in the merged data; `@` enters a list. */
  readonly path: readonly string[];
  readonly type: string;
  readonly fields: readonly WantedField[];
  /** What is asked for at that position by the fetches that bring such objects. */
  readonly places: readonly SelectedSet[];
}

export interface DroppedFieldsInput {
  /** As it was planned; one operation. */
  readonly document: DocumentNode;
  readonly fetches: readonly ParsedFetch[];
  /** What can be asked of the planned graph. */
  readonly schema: GraphQLSchema;
  readonly types: SubgraphTypes;
}

export function findDroppedFields({ document, fetches, schema, types }: DroppedFieldsInput): DroppedFields[] {
  const wantedFields = readWantedFields(document, schema);
  const findFields = createFindFields(
    schema,
    types,
    fetches.map(({ node }) => renamedKeys(node.outputRewrites)),
  );
  const dropped: DroppedFields[] = [];
  const seen = new Set<string>();
  const numberOf = createNumbers();
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return [];
  const rootType = schema.getRootType(operation.operation)?.name ?? '';
  const startingAt = firstSetsByPosition(fetches, rootType);
  visit([], [{ set: operation.selectionSet, conditions: unconditional }], []);
  return dropped;

  function visit(
    path: readonly string[],
    wanted: readonly WantedSet[],
    brought: readonly SelectedSet[],
  ): void {
    const position = withoutLists(path).join('.');
    const signature = [
      position,
      ...wanted.map(({ set, conditions }) => `${numberOf(set)} ${textOf(conditions)}`),
      ...brought.map(({ set, brings }) => `${numberOf(set)} ${[...brings].join(' ')}`),
    ].join('\n');
    if (seen.has(signature)) return;
    seen.add(signature);
    const selected = [...brought, ...(startingAt.get(position) ?? [])];
    for (const name of possibleTypes(selected)) {
      const type = schema.getType(name);
      if (isObjectType(type)) visitObjects(type, path, wanted, selected);
    }
  }

  function visitObjects(
    type: GraphQLObjectType,
    path: readonly string[],
    wanted: readonly WantedSet[],
    selected: readonly SelectedSet[],
  ): void {
    const found = findFields(selected, type.name);
    const fields: WantedField[] = [];
    for (const [key, occurrences] of wantedFields(wanted, type)) {
      if (occurrences[0]?.field.name.value.startsWith('__')) continue;
      const asked = found.get(key) ?? [];
      const given = asked.map(({ conditions }) => conditions);
      const covered = occurrences.filter(({ conditions }) => isCovered(conditions, given));
      fields.push(...occurrences.filter((one) => !covered.includes(one)));
      visitField(type, [...path, key], covered, asked);
    }
    const places = selected.filter(({ brings }) => brings.has(type.name));
    if (fields.length > 0 && places.length > 0) dropped.push({ path, type: type.name, fields, places });
  }

  function visitField(
    type: GraphQLObjectType,
    path: readonly string[],
    occurrences: readonly WantedField[],
    asked: readonly FoundField[],
  ): void {
    const definition = type.getFields()[occurrences[0]?.field.name.value ?? ''];
    const wanted = occurrences.flatMap(({ field: { selectionSet }, conditions }) =>
      selectionSet === undefined ? [] : [{ set: selectionSet, conditions }],
    );
    if (definition === undefined || wanted.length === 0) return;
    const brought = asked.flatMap((one) => setBelow(one, type.name) ?? []);
    visit([...path, ...listSteps(definition.type)], wanted, brought);
  }

  function setBelow(
    { field, type, conditions, of }: FoundField,
    objectType: string,
  ): SelectedSet | undefined {
    const { selectionSet: set, name, alias } = field;
    if (set === undefined) return undefined;
    const { fetch, subgraph } = of;
    const value =
      types.valueTypeOf(subgraph, objectType, name.value) ??
      types.valueTypeOf(subgraph, type ?? objectType, name.value);
    const brings = value === undefined ? new Set<string>() : types.objectTypesOf(subgraph, value);
    return {
      fetch,
      subgraph,
      set,
      type: value,
      brings,
      way: [...of.way, (alias ?? name).value],
      conditions,
      requires: undefined,
    };
  }

  /** Behind an `@interfaceObject`, and at the start of a fetch about entities, are objects that other fetches tell apart. */
  function possibleTypes(selected: readonly SelectedSet[]): Set<string> {
    return new Set(
      selected.flatMap(({ subgraph, type, brings }) => {
        if (type === undefined || !types.isInterfaceObject(subgraph, type)) return [...brings];
        const abstract = schema.getType(type);
        return isAbstractType(abstract) ? schema.getPossibleTypes(abstract).map(({ name }) => name) : [];
      }),
    );
  }
}

/** The way to each of the fields. */
export function placesOf({ path, fields }: DroppedFields): string[][] {
  return [...new Set(fields.map(({ field: { alias, name } }) => (alias ?? name).value))].map((key) => [
    ...path,
    key,
  ]);
}

function listSteps(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return listSteps(type.ofType);
  return isListType(type) ? ['@', ...listSteps(type.ofType)] : [];
}

function createNumbers(): (object: object) => number {
  const numbers = new Map<object, number>();
  return (object) => {
    const number = numbers.get(object) ?? numbers.size;
    numbers.set(object, number);
    return number;
  };
}
