import {
  buildSchema,
  type DocumentNode,
  type ExecutionArgs,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  printSchema,
} from 'graphql';
import { canonical } from '../differential/canonical.ts';
import { brokenError, type Failures } from '../differential/failures.ts';
import type { Graph } from '../differential/graph.ts';
import { isThing, type Thing } from '../differential/thing.ts';
import type { World } from '../differential/world.ts';
import { fromText, toText } from '../harness/exact-text.ts';
import type { JsonObject } from '../harness/scenario.ts';

type Path = readonly (string | number)[];

/** The guaranteed part of a client's result, and the paths at which data can be missing. */
export interface WorstResult {
  readonly data: unknown;
  /** With fields and arguments in place of aliases: aliases of one field share its fetches and their failures. */
  readonly missing: readonly Path[];
  /** A path of the result in these terms. */
  inFields(path: Path): Path;
}

type ExecutionPath = GraphQLResolveInfo['path'];

/** An object, and the subgraph that resolves it; undefined if several can. */
interface Place {
  readonly thing: Thing;
  readonly home: string | undefined;
  readonly field?: string;
  readonly above?: Place;
}

/** The API schema with only nullable types: a field that fails removes no other one. */
export function buildRelaxedSchema({ api }: Graph): GraphQLSchema {
  return buildSchema(printSchema(api).replaceAll('!', ''));
}

/**
 * The result in which every field fails that one of its possible subgraphs cannot resolve. A subgraph that has resolved
 * the object is also called for its leaves; any other field can come from any subgraph that has it.
 */
export async function worstResult(
  world: World,
  failures: Failures,
  relaxed: GraphQLSchema,
  document: DocumentNode,
  variables: JsonObject,
): Promise<WorstResult> {
  const { graph } = world;
  const fields = new Map<string, string>();
  const inFields = (path: Path): Path =>
    path.map((key, index) => fields.get(JSON.stringify(path.slice(0, index + 1))) ?? key);
  const of: Omit<ExecutionArgs, 'schema'> = {
    document,
    variableValues: variables,
    fieldResolver(source, args, _, { parentType, fieldName, returnType, path }) {
      fields.set(JSON.stringify(keysOf(path)), `${fieldName}${canonical(args)}`);
      const place = isPlace(source)
        ? source
        : { thing: { typename: parentType.name, identity: parentType.name }, home: undefined };
      const owners = ownersOf(graph, place.thing.typename, fieldName);
      const isFromHome = place.home !== undefined && owners.includes(place.home);
      const isSure = isFromHome && (owners.length === 1 || isLeafType(getNamedType(returnType)));
      const candidates = isSure && place.home !== undefined ? [place.home] : owners;
      const fails = candidates.some(
        (name) =>
          failures.dead.has(name) ||
          !isReached(failures, name, place) ||
          failures.isBroken(name, place.thing, fieldName),
      );
      if (fails) throw brokenError();
      const value = world.read(place.thing, fieldName, args);
      const home = candidates.length === 1 ? candidates[0] : undefined;
      return placed(
        candidates.reduce(
          (items, name) => failures.withBrokenItems(name, place.thing, fieldName, items),
          value,
        ),
        { home, field: fieldName, above: place },
      );
    },
    typeResolver: (value) => (isPlace(value) ? value.thing.typename : undefined),
  };
  const { data } = await execute({ ...of, schema: graph.api });
  const { errors = [] } = await execute({ ...of, schema: relaxed });
  return {
    data: fromText(toText(data ?? null)),
    missing: errors.map(({ path = [] }) => inFields(path)),
    inFields,
  };
}

function keysOf(path: ExecutionPath | undefined): Path {
  return path === undefined ? [] : [...keysOf(path.prev), path.key];
}

/**
 * Whether a subgraph can reach an object that another one resolved: directly if it is an entity, otherwise through the
 * objects above.
 */
function isReached(failures: Failures, name: string, { thing, home, field, above }: Place): boolean {
  if (name === home || above === undefined || field === undefined) return true;
  if (isEntity(thing)) return !failures.isLost(name, thing);
  return isReached(failures, name, above) && !failures.isBroken(name, above.thing, field);
}

/** The identity of an entity contains its type. */
function isEntity({ typename, identity }: Thing): boolean {
  return identity.startsWith(`${typename}/`);
}

function ownersOf({ subgraphs }: Graph, typename: string, fieldName: string): string[] {
  return [...subgraphs.values()]
    .filter(({ owned }) => owned.has(`${typename}.${fieldName}`))
    .map(({ name }) => name);
}

function placed(value: unknown, at: Omit<Place, 'thing'>): unknown {
  if (Array.isArray(value)) return value.map((item) => placed(item, at));
  return isThing(value) ? { ...at, thing: value } : value;
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'thing' in value;
}
