import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { responseKeyOf, visitFields } from '../../core/graphql/visit-fields.ts';

type Path = readonly (string | number)[];

/**
 * Where a fetch that gave no answer leaves a hole, relative to the fetch's own place: one path for each field that it
 * was to bring. A fetch for the members of a list has one hole, the list, however many members there are.
 *
 * `at` is the fetch's place in the client's operation; `@` stands for "every member of this list".
 */
export function failedPaths(document: DocumentNode | undefined, at: Path): Path[] {
  const operation = document?.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined || at.includes('@')) return [[]];
  const keys = responseKeys(operation.selectionSet);
  const isEntityFetch = keys.length === 1 && keys[0] === '_entities';
  const [entities] = operation.selectionSet.selections;
  const wanted =
    isEntityFetch && entities?.kind === Kind.FIELD && entities.selectionSet !== undefined
      ? responseKeys(entities.selectionSet)
      : keys;
  const paths = [...new Set(wanted)].filter((key) => !key.startsWith('__')).map((key) => [key]);
  return paths.length > 0 ? paths : [[]];
}

function responseKeys(selectionSet: SelectionSetNode): string[] {
  const keys: string[] = [];
  visitFields([selectionSet], undefined, {}, (field) => keys.push(responseKeyOf(field)));
  return keys;
}

/** An error path as clients know it: a place inside "every member of this list" becomes the list. */
export function withoutListMarks(path: Path): Path {
  const mark = path.indexOf('@');
  return mark === -1 ? path : path.slice(0, mark);
}
