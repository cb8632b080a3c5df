import { type DocumentNode, Kind, parse, type SelectionSetNode, valueFromASTUntyped } from 'graphql';
import { toText } from './exact-text.ts';
import type { JsonObject, ResolversOfType } from './scenario.ts';

/** `__resolveReference` for every type that has records. */
export function referenceResolvers(
  typeDefs: DocumentNode,
  records: Readonly<Record<string, readonly JsonObject[]>>,
): Record<string, ResolversOfType> {
  const keys = readKeys(typeDefs);
  return Object.fromEntries(
    Object.entries(records).map(([typename, ofType]) => [
      typename,
      {
        __resolveReference(representation: JsonObject) {
          const usable = (keys.get(typename) ?? []).filter((key) => has(representation, key));
          const record = ofType.find((candidate) =>
            usable.some((key) => agree(candidate, representation, key)),
          );
          return record === undefined ? null : { ...representation, ...record };
        },
      },
    ]),
  );
}

/** The selection sets of `@key`, by type name. */
export function readKeys(typeDefs: DocumentNode): Map<string, SelectionSetNode[]> {
  const keys = new Map<string, SelectionSetNode[]>();
  for (const node of typeDefs.definitions) {
    if (!('directives' in node) || !('name' in node) || node.name === undefined) continue;
    for (const { name, arguments: given = [] } of node.directives ?? []) {
      if (name.value !== 'key') continue;
      const fields = given.find((argument) => argument.name.value === 'fields');
      if (fields === undefined) continue;
      const ofType = keys.get(node.name.value) ?? [];
      keys.set(node.name.value, [...ofType, parseFields(String(valueFromASTUntyped(fields.value)))]);
    }
  }
  return keys;
}

/** A field set (`id owner { id }`) as a selection set. */
export function parseFields(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`not a field set: ${fields}`);
  return operation.selectionSet;
}

function has(value: unknown, key: SelectionSetNode): boolean {
  if (Array.isArray(value)) return value.every((item) => has(item, key));
  return fieldsOf(key).every(({ name, inner }) => {
    if (!isObject(value) || value[name] === undefined || value[name] === null) return false;
    return inner === undefined || has(value[name], inner);
  });
}

/** Whether both have the same values in the fields of a key. */
export function agree(left: unknown, right: unknown, key: SelectionSetNode): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => agree(item, right[index], key));
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  return fieldsOf(key).every(({ name, inner }) =>
    inner === undefined ? sameLeaf(left[name], right[name]) : agree(left[name], right[name], inner),
  );
}

function sameLeaf(left: unknown, right: unknown): boolean {
  return toText(left) === toText(right);
}

interface KeyField {
  readonly name: string;
  readonly inner: SelectionSetNode | undefined;
}

function fieldsOf({ selections }: SelectionSetNode): KeyField[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [{ name: selection.name.value, inner: selection.selectionSet }] : [],
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
