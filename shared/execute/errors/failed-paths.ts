import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { responseKeyOf, visitFields } from '../../core/graphql/visit-fields.ts';
import type { Path } from '../../core/json/value-at.ts';

/**
 * Returns the paths that a failed fetch leaves null, relative to the fetch's own path: one for each field that it selects. A
 * fetch for the items of a list has one path, that of the list, however many items there are.
 *
 * `at` is the fetch's path in the client's operation; `@` means every item of a list.
 */
export function failedPaths(document: DocumentNode | undefined, at: Path): Path[] {
  const operation = document?.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined || at.includes('@')) return [[]];
  const keys = responseKeys(operation.selectionSet);
  const isEntityFetch = keys.length === 1 && keys[0] === '_entities';
  const [entities] = operation.selectionSet.selections;
  const selected =
    isEntityFetch && entities?.kind === Kind.FIELD && entities.selectionSet !== undefined
      ? responseKeys(entities.selectionSet)
      : keys;
  const paths = [...new Set(selected)].filter((key) => !key.startsWith('__')).map((key) => [key]);
  return paths.length > 0 ? paths : [[]];
}

function responseKeys(selectionSet: SelectionSetNode): string[] {
  const keys: string[] = [];
  visitFields([selectionSet], undefined, {}, (field) => keys.push(responseKeyOf(field)));
  return keys;
}

/** Returns an error path for clients: a path into every item of a list becomes the path of the list. */
export function withoutListMarks(path: Path): Path {
  const mark = path.indexOf('@');
  return mark === -1 ? path : path.slice(0, mark);
}
