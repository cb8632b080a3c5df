import {
  execute,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLTypeResolver,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { SubgraphRequest, SubgraphResponse } from '../../../shared/core/upstream-calls.ts';
import { fromText, toText } from '../harness/exact-text.ts';
import { readText } from '../harness/read-text.ts';
import { agree } from '../harness/reference-resolvers.ts';
import type { JsonObject } from '../harness/scenario.ts';
import { withoutNulls } from './context-values.ts';
import { brokenError, type Failures } from './failures.ts';
import { fieldNameOf, type Graph, type GraphSubgraph, possibleTypes } from './graph.ts';
import { mergeSelected } from './merge-selected.ts';
import { isThing, type Thing } from './thing.ts';
import type { World } from './world.ts';

/** The response of a subgraph of this world; rejects operations that are invalid for its schema. */
export async function querySubgraph(
  world: World,
  subgraph: GraphSubgraph,
  request: SubgraphRequest,
  failures?: Failures,
): Promise<SubgraphResponse> {
  const { query, operationName } = request;
  const document = parse(query);
  const [invalid] = validate(subgraph.schema, document);
  if (invalid !== undefined) throw invalid;
  const result = await execute({
    schema: subgraph.schema,
    document,
    operationName,
    variableValues: sentVariables(request),
    fieldResolver: fieldResolver(world, subgraph, failures),
    typeResolver: typeResolver(world, subgraph),
  });
  return readText(toText(result));
}

/** In the form that they have on a wire. */
function sentVariables({ body, variables = {} }: SubgraphRequest): JsonObject {
  return body === undefined
    ? Object(fromText(toText(variables)))
    : Object(Object(fromText(body)).variables ?? {});
}

/** Whether the operation selects a field that the subgraph has only for the planner. */
export function selectsMirrored({ schema, mirrored }: GraphSubgraph, { query }: SubgraphRequest): boolean {
  if (mirrored.size === 0) return false;
  let found = false;
  const types = new TypeInfo(schema);
  const enter = ({ name }: FieldNode): void => {
    found ||= mirrored.has(`${types.getParentType()?.name}.${name.value}`);
  };
  visit(parse(query), visitWithTypeInfo(types, { Field: { enter } }));
  return found;
}

function fieldResolver(
  world: World,
  subgraph: GraphSubgraph,
  failures: Failures | undefined,
): GraphQLFieldResolver<unknown, unknown, JsonObject> {
  const { name } = subgraph;
  return (source, args, _, { parentType, fieldName }) => {
    if (fieldName === '_entities') {
      const { representations } = args;
      if (!Array.isArray(representations)) return null;
      const found = representations.map((sent) => load(world, subgraph, sent));
      return found.map((thing) => (thing !== null && failures?.isLost(name, thing) ? null : thing));
    }
    const thing = isThing(source) ? source : { typename: parentType.name, identity: parentType.name };
    if (failures?.isBroken(name, thing, fieldName)) throw brokenError();
    const value = resolve(world, subgraph, thing, `${parentType.name}.${fieldName}`, args);
    return failures === undefined ? value : failures.withBrokenItems(name, thing, fieldName, value);
  };
}

function resolve(
  world: World,
  { contextArguments, requires }: GraphSubgraph,
  thing: Thing,
  coordinate: string,
  args: JsonObject,
): unknown {
  const fieldName = fieldNameOf(coordinate);
  const contextual = contextArguments.get(coordinate);
  if (contextual !== undefined)
    return world.compute(thing, fieldName, withoutNulls(args, contextual), undefined);
  const required = requires.get(coordinate);
  if (required === undefined) return world.read(thing, fieldName, args);
  return world.compute(thing, fieldName, args, sentPart(world.graph, thing.sent, required));
}

/** The entity that matches a representation on one of the keys of this subgraph. */
function load(world: World, { keys }: GraphSubgraph, sent: JsonObject): Thing | null {
  const typename = String(sent['__typename']);
  const usable = (keys.get(typename) ?? []).filter((key) => isUsable(sent, key));
  const found = world
    .entities(typename)
    .find((thing) => usable.some((key) => agree(world.select(thing, key), sent, key)));
  return found === undefined ? null : { ...found, sent };
}

/** A key whose parts are all sent, null or not, and not all of them null. */
function isUsable(sent: JsonObject, key: SelectionSetNode): boolean {
  const values = leavesOf(sent, key);
  return values.every((value) => value !== undefined) && values.some((value) => value !== null);
}

function leavesOf(sent: unknown, { selections }: SelectionSetNode): unknown[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) return [];
    const value = isSentObject(sent) ? sent[selection.name.value] : sent;
    return selection.selectionSet && value !== null ? leavesOf(value, selection.selectionSet) : [value];
  });
}

/** The selection of a field set from a representation; fields that were not sent are absent. */
function sentPart(graph: Graph, sent: unknown, required: SelectionSetNode): unknown {
  if (Array.isArray(sent)) return sent.map((item) => sentPart(graph, item, required));
  return isSentObject(sent) ? mergeSelected(sentParts(graph, sent, required)) : (sent ?? null);
}

function sentParts(graph: Graph, sent: JsonObject, { selections }: SelectionSetNode): JsonObject[] {
  const typename = sent['__typename'];
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      const { name, selectionSet } = selection;
      if (name.value === '__typename' || !Object.hasOwn(sent, name.value)) return [];
      const value = sent[name.value];
      return [{ [name.value]: selectionSet ? sentPart(graph, value, selectionSet) : value }];
    }
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition?.name.value;
    const isMatch =
      condition === undefined || typeof typename !== 'string' || graph.isOfType(typename, condition);
    return isMatch ? sentParts(graph, sent, selection.selectionSet) : [];
  });
}

function isSentObject(sent: unknown): sent is JsonObject {
  return typeof sent === 'object' && sent !== null;
}

/** If a type is an `@interfaceObject`, its implementations have its name. */
function typeResolver(
  world: World,
  { schema, interfaceObjects }: GraphSubgraph,
): GraphQLTypeResolver<unknown, unknown> {
  return (value) => {
    if (!isThing(value)) return undefined;
    if (isObjectType(schema.getType(value.typename))) return value.typename;
    const sentType = value.sent?.['__typename'];
    if (typeof sentType === 'string' && isObjectType(schema.getType(sentType))) return sentType;
    const { whole } = world.graph;
    return [...interfaceObjects].find((name) =>
      possibleTypes(whole, whole.getType(name)).includes(value.typename),
    );
  };
}
