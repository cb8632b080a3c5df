import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import { isCovered, unconditional } from '../core/graphql/conditions.ts';
import { renamedKeys } from './compile-rewrites.ts';
import { withoutLists } from './fetch-positions.ts';
import { createFindFields, type FoundField } from './found-fields.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import { firstSetsByPosition, type SelectedSet } from './selected-sets.ts';
import { possibleTypes, setBelow } from './sets-below.ts';
import { createSignatures } from './signatures.ts';
import type { Objects, Step } from './steps.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import { isUncommonMember } from './uncommon-members.ts';
import { readWantedFields, type WantedField, type WantedSet } from './wanted-fields.ts';

/** Fields that an operation wants of objects of a type, and that no fetch asks for, though some bring such objects. */
export interface DroppedFields extends Objects {
  readonly fields: readonly WantedField[];
  /** The fields that lead there, from the root on, where objects of several types may have them. */
  readonly ways: readonly (readonly Step[])[];
}

export interface DroppedFieldsInput {
  /** As it was planned; one operation. */
  readonly document: DocumentNode;
  readonly fetches: readonly ParsedFetch[];
  /** What can be asked of the planned graph. */
  readonly schema: GraphQLSchema;
  readonly types: SubgraphTypes;
  /** Whether what is wanted below objects of the type can be planned from there. */
  canStartAt(type: string): boolean;
}

/** Beyond so many, the same selections at the same position are looked at once, whatever leads there. */
const mostWays = 2_000;

export function findDroppedFields(input: DroppedFieldsInput): DroppedFields[] {
  const { document, fetches, schema, types, canStartAt } = input;
  const wantedFields = readWantedFields(document, schema);
  const findFields = createFindFields(
    schema,
    types,
    fetches.map(({ node }) => renamedKeys(node.outputRewrites)),
  );
  const dropped = new Map<string, DroppedFields>();
  const seen = new Set<string>();
  const { ofField, ofSelected, ofWanted } = createSignatures();
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return [];
  const rootType = schema.getRootType(operation.operation)?.name ?? '';
  const startingAt = firstSetsByPosition(fetches, rootType);
  visit([], [{ set: operation.selectionSet, conditions: unconditional }], [], []);
  return [...dropped.values()];

  function visit(
    path: readonly string[],
    wanted: readonly WantedSet[],
    brought: readonly SelectedSet[],
    way: readonly Step[],
  ): void {
    const position = withoutLists(path).join('.');
    const signature = [
      position,
      ...(seen.size < mostWays ? sinceStart(way) : []),
      ...wanted.map(ofWanted),
      ...brought.map(ofSelected),
    ].join('\n');
    if (seen.has(signature)) return;
    seen.add(signature);
    const selected = [...brought, ...(startingAt.get(position) ?? [])];
    for (const name of possibleTypes(selected, input)) {
      const type = schema.getType(name);
      if (isObjectType(type)) visitObjects(type, path, wanted, selected, way);
    }
  }

  /** The types on the way from the last objects at which planning can start. */
  function sinceStart(way: readonly Step[]): string[] {
    const last = way.findLastIndex(({ type }) => canStartAt(type));
    return last === -1 ? [] : way.slice(last).map(({ type }) => type);
  }

  function visitObjects(
    type: GraphQLObjectType,
    path: readonly string[],
    wanted: readonly WantedSet[],
    selected: readonly SelectedSet[],
    way: readonly Step[],
  ): void {
    const found = findFields(selected, type.name);
    const places = selected.filter(({ brings }) => brings.has(type.name));
    const fields: WantedField[] = [];
    for (const [key, occurrences] of wantedFields(wanted, type)) {
      if (occurrences[0]?.field.name.value.startsWith('__')) continue;
      const asked = found.get(key) ?? [];
      const given = asked.map(({ conditions }) => conditions);
      const covered = occurrences.filter(({ conditions }) => isCovered(conditions, given));
      fields.push(...occurrences.filter((one) => !covered.includes(one)));
      const [field] = covered;
      if (field !== undefined)
        visitField(type, [...path, key], covered, asked, [...way, { path, type: type.name, places, field }]);
    }
    if (fields.length > 0 && places.length > 0 && !isUncommonMember(type.name, way, input))
      note({ path, type: type.name, fields, places, ways: [way] });
  }

  function note(found: DroppedFields): void {
    const signature = [
      ...[found.path.join('.'), found.type],
      ...found.fields.map(ofField),
      ...found.places.map(ofSelected),
    ].join('\n');
    const ways = [...(dropped.get(signature)?.ways ?? []), ...found.ways];
    dropped.set(signature, { ...found, ways });
  }

  function visitField(
    type: GraphQLObjectType,
    path: readonly string[],
    occurrences: readonly WantedField[],
    asked: readonly FoundField[],
    way: readonly Step[],
  ): void {
    const definition = type.getFields()[occurrences[0]?.field.name.value ?? ''];
    const wanted = occurrences.flatMap(({ field: { selectionSet }, conditions }) =>
      selectionSet === undefined ? [] : [{ set: selectionSet, conditions }],
    );
    if (definition === undefined || wanted.length === 0) return;
    const brought = asked.flatMap((one) => setBelow(one, type.name, types) ?? []);
    visit([...path, ...listSteps(definition.type)], wanted, brought, way);
  }
}

/** The way to each of the fields. */
export function placesOf({ path, fields }: DroppedFields): string[][] {
  const keys = new Set(fields.map(({ field: { alias, name } }) => (alias ?? name).value));
  return [...keys].map((key) => [...path, key]);
}

function listSteps(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return listSteps(type.ofType);
  return isListType(type) ? ['@', ...listSteps(type.ofType)] : [];
}
