import type { SelectionSetNode } from 'graphql';
import { isDataObject } from '../core/json/data-object.ts';
import type { FieldSource, ResponsePath, ResponseWriterInput, WrittenFor } from '../core/response-writer.ts';
import type { FindFields, Selected, SelectedField } from './client-fields.ts';

type ClientPath = (string | number)[];

/** A position in the client's operation that a walk along a path has reached. */
interface Position {
  /** The client's path to the position. */
  readonly path: ClientPath;
  /** The length of the path that is reported: up to the first list of which any item is meant. */
  readonly end: number | undefined;
  /** The keys of the data between this position and the value of the last field. */
  readonly rest: readonly string[];
  /** The selections of the value; undefined if it is written as a whole. */
  readonly below: Selected | undefined;
  /** The data that such a value is computed from. */
  readonly needs: FieldSource['needs'];
  /** Whether the position is inside such a value, where the client's path has no further steps. */
  readonly isWithin: boolean;
  /** Whether it is in an item that is not in the response. The walk continues, so that no other position is reported instead. */
  readonly isLeftOut: boolean;
  /** The item positions of the list that is entered next. */
  readonly positionsOf: FieldSource['positionsOf'];
}

/** The index of any item; a client's path ends before it. */
const everyItem = '@';

/** The number of reported paths if a client selects one value under many aliases. */
const maxPaths = 10;

export interface FoundPaths {
  /** See `ResponseWriter.clientPaths`. */
  readonly paths: ClientPath[];
  /** Whether the operation selects the value at the end of the path, or one of the keys there. */
  readonly isSelected: boolean;
}

export interface PathSearch {
  readonly input: Pick<ResponseWriterInput, 'schema' | 'operation'>;
  readonly path: ResponsePath;
  /** Fields of the objects at the path, if fields are meant and not the objects. */
  readonly keys?: readonly string[] | undefined;
  /** Finds the fields that are selected under the conditions of the request. */
  readonly findFields: FindFields;
  /** Finds the fields that are selected under any conditions. */
  readonly findAnyFields: FindFields;
  readonly request?: WrittenFor | undefined;
  readonly data?: object | undefined;
}

/** Follows a path of canonical keys through the client's operation, in time linear in the keys and the operation. */
export function findClientPaths(search: PathSearch): FoundPaths {
  const walked = walk(search);
  const found = pathsFrom(walked, search);
  if (walked.nulled.length < 2 || found.paths.length === 0) return found;
  // A null on the path is null at all aliases of the field, including those that do not select the end of the path.
  const others = reportedPaths(walked.nulled).filter(
    (path) => !found.paths.some((one) => startsWith(one, path)),
  );
  return others.length === 0 ? found : { ...found, paths: [...found.paths, ...others].slice(0, maxPaths) };
}

function startsWith(path: ClientPath, start: ClientPath): boolean {
  return start.every((step, index) => path[index] === step);
}

function pathsFrom({ positions, furthest, value }: Walked, search: PathSearch): FoundPaths {
  const { path, keys, data } = search;
  if (positions.length === 0) {
    return { paths: leadsFurther(search, furthest) ? [] : reportedPaths(furthest), isSelected: false };
  }
  if (keys === undefined) return { paths: reportedPaths(furthest), isSelected: true };
  const byKey = followAll(positions, new Set(keys), typenameOf(value), search.findFields);
  const missed = keys.filter((key) => !byKey.has(key));
  const further = missed.length === 0 || data === undefined ? noKeys : keysElsewhere();
  const paths: ClientPath[] = [];
  let isPlaced = false;
  for (const key of keys) {
    const found = byKey.get(key);
    if (found !== undefined) paths.push(...reportedPaths(distinctPositions(found)));
    else if (!isPlaced && !further.has(key)) {
      isPlaced = true;
      paths.push(...reportedPaths(furthest));
    }
  }
  return { paths: paths.length > 0 ? distinct(paths) : reportedPaths(furthest), isSelected: byKey.size > 0 };

  /** Returns the keys that are selected for objects of other types, or under other conditions. */
  function keysElsewhere(): ReadonlySet<string> {
    const { findAnyFields } = search;
    const steps = path.filter((step) => step !== everyItem);
    const anywhere = walk({
      ...search,
      path: steps,
      findFields: findAnyFields,
      request: undefined,
      data: undefined,
    });
    const found = followAll(anywhere.positions, new Set(missed), undefined, findAnyFields);
    const isFurther = ([, [position]]: [string, Position[]]): boolean => isLonger(position, furthest);
    return new Set([...found].filter(isFurther).map(([key]) => key));
  }
}

const noKeys: ReadonlySet<string> = new Set();

interface Walked {
  /** The positions at the end of the path; empty if the operation does not select it. */
  readonly positions: readonly Position[];
  /** The last positions on the path. */
  readonly furthest: readonly Position[];
  /** The data at the end of the path. */
  readonly value: unknown;
  /** The positions of the first null on the path. */
  readonly nulled: readonly Position[];
}

function walk({ input, path, findFields, request, data }: Omit<PathSearch, 'keys'>): Walked {
  const { schema, operation } = input;
  const typeName = schema.getRootType(operation.operation)?.name ?? '';
  let positions: readonly Position[] = [
    {
      path: [],
      end: undefined,
      rest: [],
      below: { selectionSet: operation.selectionSet, typeName },
      needs: undefined,
      isWithin: false,
      isLeftOut: false,
      positionsOf: undefined,
    },
  ];
  let value: unknown = data;
  let nulled: readonly Position[] = [];
  for (const step of path) {
    const parent = value;
    value = valueAt(parent, step);
    if (step === everyItem)
      positions = positions.map((position) => ({ ...position, end: position.end ?? position.path.length }));
    else if (typeof step === 'number')
      positions = positions.flatMap((position) => enterItem(position, step, parent, request));
    else {
      const next = followAll(positions, new Set([step]), typenameOf(parent), findFields).get(step);
      if (next === undefined) return { positions: [], furthest: positions, value: undefined, nulled };
      positions = distinctPositions(next);
    }
    if (value === null) nulled = positions;
  }
  return { positions, furthest: positions, value, nulled };
}

/** Whether the path continues for objects of other types, or under other conditions. */
function leadsFurther(search: PathSearch, furthest: readonly Position[]): boolean {
  if (search.data === undefined) return false;
  const path = search.path.filter((step) => step !== everyItem);
  const { findAnyFields } = search;
  const anywhere = walk({ ...search, path, findFields: findAnyFields, request: undefined, data: undefined });
  return isLonger(anywhere.furthest[0], furthest);
}

function isLonger(position: Position | undefined, [other]: readonly Position[]): boolean {
  return (position?.path.length ?? 0) > (other?.path.length ?? 0);
}

function reportedPaths(positions: readonly Position[]): ClientPath[] {
  const reported = positions.filter(({ isLeftOut }) => !isLeftOut);
  return distinct(reported.map(({ path, end }) => path.slice(0, end))).slice(0, maxPaths);
}

function enterItem(
  position: Position,
  index: number,
  list: unknown,
  request: WrittenFor | undefined,
): readonly Position[] {
  if (position.isWithin) return [position];
  const { path, positionsOf } = position;
  const moved = request && positionsOf ? positionsOf(index, list, request) : [[index]];
  if (moved.length === 0) return [{ ...position, positionsOf: undefined, isLeftOut: true }];
  return moved.map((indices) => ({
    ...position,
    path: [...path, ...indices],
    positionsOf: undefined,
    isWithin: indices.length === 0,
  }));
}

/** Follows each of these keys from the positions. Keys that lead nowhere are absent. */
function followAll(
  positions: readonly Position[],
  keys: ReadonlySet<string>,
  typename: unknown,
  findFields: FindFields,
): Map<string, Position[]> {
  const found = new Map<string, Position[]>();
  // No more of them are reported, and each applies to all keys.
  let within = 0;
  for (const position of positions) follow(position);
  return found;

  function follow(position: Position): void {
    const { rest, below, needs } = position;
    const [key] = rest;
    if (key !== undefined) {
      if (keys.has(key)) add(key, { ...position, rest: rest.slice(1) });
    } else if (needs !== undefined) {
      if (within++ >= maxPaths) return;
      for (const [step, inside] of matches(needs, keys))
        add(step, { ...position, needs: inside, isWithin: true });
    } else if (below === undefined || position.isWithin) {
      if (within++ >= maxPaths) return;
      for (const step of keys) add(step, { ...position, isWithin: true });
    } else {
      const { byKey, ofObject } = findFields(below, typename);
      const met = [...ofObject];
      for (const [, fields] of matches(byKey, keys)) for (const field of fields) met.push(field);
      if (ofObject.length > 0) met.sort((one, other) => one.position - other.position);
      for (const field of met) {
        const [step, ...others] = field.source.keys;
        if (step === undefined) follow(enter(field, position, others));
        else add(step, enter(field, position, others));
      }
    }
  }

  function add(key: string, position: Position): void {
    const sameKey = found.get(key);
    if (sameKey === undefined) found.set(key, [position]);
    else sameKey.push(position);
  }
}

function enter(
  { responseKey, source: { needs, positionsOf }, below }: SelectedField,
  { path, end, isLeftOut }: Position,
  rest: readonly string[],
): Position {
  return { path: [...path, responseKey], end, rest, below, needs, isWithin: false, isLeftOut, positionsOf };
}

/** Yields the entries with these keys, iterating over the smaller of the two. */
function* matches<Value>(
  entries: ReadonlyMap<string, Value>,
  keys: ReadonlySet<string>,
): Generator<[string, Value]> {
  if (keys.size > entries.size) {
    for (const entry of entries) if (keys.has(entry[0])) yield entry;
    return;
  }
  for (const key of keys) {
    const value = entries.get(key);
    if (value !== undefined) yield [key, value];
  }
}

function typenameOf(value: unknown): unknown {
  return isDataObject(value) ? value['__typename'] : undefined;
}

function valueAt(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isDataObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/**
 * Limits the paths to each position: their number can grow exponentially. A selection set is one position, whatever fields
 * and fragments lead to it.
 */
function distinctPositions(positions: readonly Position[]): readonly Position[] {
  if (positions.length === 1) return positions;
  const bySelection = new Map<SelectionSetNode | undefined, Map<string, Position>>();
  for (const position of positions) {
    const set = position.isWithin ? undefined : position.below?.selectionSet;
    const known = bySelection.get(set) ?? new Map<string, Position>();
    if (set === undefined || known.size < maxPaths)
      known.set(JSON.stringify([position.path, position.rest]), position);
    bySelection.set(set, known);
  }
  return [...bySelection.values()].flatMap((known) => [...known.values()]);
}

function distinct(paths: readonly ClientPath[]): ClientPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
