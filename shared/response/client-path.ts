import type { SelectionSetNode } from 'graphql';
import { isDataObject } from '../core/json/data-object.ts';
import type { FieldSource, ResponsePath, ResponseWriterInput, WrittenFor } from '../core/response-writer.ts';
import type { FindFields, Selected, SelectedField } from './client-fields.ts';

type ClientPath = (string | number)[];

/** Where a walk along a path may stand in the client's operation. */
interface Stand {
  /** The client's path to it. */
  readonly way: ClientPath;
  /** How much of it clients are told: up to the first list of which any item is meant. */
  readonly end: number | undefined;
  /** Keys of the data between here and the value of the field that was met last. */
  readonly rest: readonly string[];
  /** What is selected of the value; undefined where it is written as one, whatever is in it. */
  readonly below: Selected | undefined;
  /** What such a value is made of. */
  readonly needs: FieldSource['needs'];
  /** Inside of such a value: it has no further steps that a client knows. */
  readonly isWithin: boolean;
  /** In an item that is not in the answer. It is followed all the same, so that nothing else seems to be meant. */
  readonly isLeftOut: boolean;
  /** Of the list that is entered next. */
  readonly placesOf: FieldSource['placesOf'];
}

/** Stands for the index of any item; a client's path ends before it. */
const everyItem = '@';

/** A client that asks for one value by many aliases is told of these. */
const maxPaths = 10;

export interface FoundPaths {
  /** See `ResponseWriter.clientPaths`. */
  readonly paths: ClientPath[];
  /** Whether the operation asks for what is at the end of the path, or for one of the keys there. */
  readonly isSelected: boolean;
}

export interface PathSearch {
  readonly input: Pick<ResponseWriterInput, 'schema' | 'operation'>;
  readonly path: ResponsePath;
  /** Fields of the objects at the path, which are meant instead of these. */
  readonly keys?: readonly string[] | undefined;
  /** What is selected under the conditions that hold. */
  readonly findFields: FindFields;
  /** What is selected under any conditions. */
  readonly findAnyFields: FindFields;
  readonly request?: WrittenFor | undefined;
  readonly data?: object | undefined;
}

/** Follows a path of canonical keys through the client's operation. Takes time that is linear in keys and operation. */
export function findClientPaths(search: PathSearch): FoundPaths {
  const walked = walk(search);
  const found = pathsFrom(walked, search);
  if (walked.nulled.length < 2 || found.paths.length === 0) return found;
  // A null on the way is one at all aliases of the field, those that do not select what is at the end included.
  const others = toldOf(walked.nulled).filter((way) => !found.paths.some((told) => startsWith(told, way)));
  return others.length === 0 ? found : { ...found, paths: [...found.paths, ...others].slice(0, maxPaths) };
}

function startsWith(path: ClientPath, start: ClientPath): boolean {
  return start.every((step, index) => path[index] === step);
}

function pathsFrom({ stands, furthest, value }: Walked, search: PathSearch): FoundPaths {
  const { path, keys, data } = search;
  if (stands.length === 0) {
    return { paths: leadsFurther(search, furthest) ? [] : toldOf(furthest), isSelected: false };
  }
  if (keys === undefined) return { paths: toldOf(furthest), isSelected: true };
  const byKey = followAll(stands, new Set(keys), typenameOf(value), search.findFields);
  const missed = keys.filter((key) => !byKey.has(key));
  const further = missed.length === 0 || data === undefined ? noKeys : keysElsewhere();
  const paths: ClientPath[] = [];
  let isPlaced = false;
  for (const key of keys) {
    const found = byKey.get(key);
    if (found !== undefined) paths.push(...toldOf(distinctStands(found)));
    else if (!isPlaced && !further.has(key)) {
      isPlaced = true;
      paths.push(...toldOf(furthest));
    }
  }
  return { paths: paths.length > 0 ? distinct(paths) : toldOf(furthest), isSelected: byKey.size > 0 };

  /** The keys that are selected for objects of other types, or under other conditions. */
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
    const found = followAll(anywhere.stands, new Set(missed), undefined, findAnyFields);
    const isFurther = ([, [stand]]: [string, Stand[]]): boolean => isLonger(stand, furthest);
    return new Set([...found].filter(isFurther).map(([key]) => key));
  }
}

const noKeys: ReadonlySet<string> = new Set();

interface Walked {
  /** At the end of the path; none when it leads out of the operation. */
  readonly stands: readonly Stand[];
  /** The last ones on the way. */
  readonly furthest: readonly Stand[];
  /** What the data has there. */
  readonly value: unknown;
  /** At the first null on the way. */
  readonly nulled: readonly Stand[];
}

function walk({ input, path, findFields, request, data }: Omit<PathSearch, 'keys'>): Walked {
  const { schema, operation } = input;
  const typeName = schema.getRootType(operation.operation)?.name ?? '';
  let stands: readonly Stand[] = [
    {
      way: [],
      end: undefined,
      rest: [],
      below: { selectionSet: operation.selectionSet, typeName },
      needs: undefined,
      isWithin: false,
      isLeftOut: false,
      placesOf: undefined,
    },
  ];
  let value: unknown = data;
  let nulled: readonly Stand[] = [];
  for (const step of path) {
    const parent = value;
    value = valueAt(parent, step);
    if (step === everyItem)
      stands = stands.map((stand) => ({ ...stand, end: stand.end ?? stand.way.length }));
    else if (typeof step === 'number')
      stands = stands.flatMap((stand) => enterItem(stand, step, parent, request));
    else {
      const next = followAll(stands, new Set([step]), typenameOf(parent), findFields).get(step);
      if (next === undefined) return { stands: [], furthest: stands, value: undefined, nulled };
      stands = distinctStands(next);
    }
    if (value === null) nulled = stands;
  }
  return { stands, furthest: stands, value, nulled };
}

/** Whether it goes on for objects of other types, or under other conditions. */
function leadsFurther(search: PathSearch, furthest: readonly Stand[]): boolean {
  if (search.data === undefined) return false;
  const path = search.path.filter((step) => step !== everyItem);
  const { findAnyFields } = search;
  const anywhere = walk({ ...search, path, findFields: findAnyFields, request: undefined, data: undefined });
  return isLonger(anywhere.furthest[0], furthest);
}

function isLonger(stand: Stand | undefined, [other]: readonly Stand[]): boolean {
  return (stand?.way.length ?? 0) > (other?.way.length ?? 0);
}

function toldOf(stands: readonly Stand[]): ClientPath[] {
  const told = stands.filter(({ isLeftOut }) => !isLeftOut);
  return distinct(told.map(({ way, end }) => way.slice(0, end))).slice(0, maxPaths);
}

function enterItem(
  stand: Stand,
  index: number,
  list: unknown,
  request: WrittenFor | undefined,
): readonly Stand[] {
  if (stand.isWithin) return [stand];
  const { way, placesOf } = stand;
  const places = request && placesOf ? placesOf(index, list, request) : [[index]];
  if (places.length === 0) return [{ ...stand, placesOf: undefined, isLeftOut: true }];
  return places.map((place) => ({
    ...stand,
    way: [...way, ...place],
    placesOf: undefined,
    isWithin: place.length === 0,
  }));
}

/** Where each of these keys leads from the stands; without those that lead nowhere. */
function followAll(
  stands: readonly Stand[],
  keys: ReadonlySet<string>,
  typename: unknown,
  findFields: FindFields,
): Map<string, Stand[]> {
  const found = new Map<string, Stand[]>();
  // No more of them are told, and each is there for all keys.
  let within = 0;
  for (const stand of stands) follow(stand);
  return found;

  function follow(stand: Stand): void {
    const { rest, below, needs } = stand;
    const [key] = rest;
    if (key !== undefined) {
      if (keys.has(key)) add(key, { ...stand, rest: rest.slice(1) });
    } else if (needs !== undefined) {
      if (within++ >= maxPaths) return;
      for (const [step, inside] of matches(needs, keys))
        add(step, { ...stand, needs: inside, isWithin: true });
    } else if (below === undefined || stand.isWithin) {
      if (within++ >= maxPaths) return;
      for (const step of keys) add(step, { ...stand, isWithin: true });
    } else {
      const { byKey, ofObject } = findFields(below, typename);
      const met = [...ofObject];
      for (const [, fields] of matches(byKey, keys)) for (const field of fields) met.push(field);
      if (ofObject.length > 0) met.sort((one, other) => one.position - other.position);
      for (const field of met) {
        const [step, ...others] = field.source.keys;
        if (step === undefined) follow(enter(field, stand, others));
        else add(step, enter(field, stand, others));
      }
    }
  }

  function add(key: string, stand: Stand): void {
    const sameKey = found.get(key);
    if (sameKey === undefined) found.set(key, [stand]);
    else sameKey.push(stand);
  }
}

function enter(
  { responseKey, source: { needs, placesOf }, below }: SelectedField,
  { way, end, isLeftOut }: Stand,
  rest: readonly string[],
): Stand {
  return { way: [...way, responseKey], end, rest, below, needs, isWithin: false, isLeftOut, placesOf };
}

/** The entries with these keys, found by way of whatever is fewer. */
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
 * Each place by the first ways to it: the number of ways can grow exponentially. A selection is one place, whatever fields
 * and fragments lead to it.
 */
function distinctStands(stands: readonly Stand[]): readonly Stand[] {
  if (stands.length === 1) return stands;
  const bySelection = new Map<SelectionSetNode | undefined, Map<string, Stand>>();
  for (const stand of stands) {
    const set = stand.isWithin ? undefined : stand.below?.selectionSet;
    const known = bySelection.get(set) ?? new Map<string, Stand>();
    if (set === undefined || known.size < maxPaths) known.set(JSON.stringify([stand.way, stand.rest]), stand);
    bySelection.set(set, known);
  }
  return [...bySelection.values()].flatMap((known) => [...known.values()]);
}

function distinct(paths: readonly ClientPath[]): ClientPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
