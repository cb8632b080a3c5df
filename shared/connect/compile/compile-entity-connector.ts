import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNullableType,
  isObjectType,
} from 'graphql';
import type { OutputShape } from '../mapping/output-shape.ts';
import type { Reference } from '../mapping/references.ts';
import { emptyObject, type JsonObject, property } from '../mapping/value.ts';
import { type Place, refuse } from '../place.ts';
import type { Connector, EntityConnector } from './connector-subgraph-definition.ts';
import { type FieldPath, requiredFields, resolvableKeys } from './key-fields.ts';
import { checkKeys, readObject } from './read-arguments.ts';

interface Input {
  readonly args: JsonObject;
  readonly place: Place;
  readonly type: GraphQLObjectType;
  readonly connector: Connector;
  readonly references: readonly Reference[];
  readonly shape: OutputShape;
}

/** The number of entities that one call may ask for when `batch.maxSize` is not given. */
const defaultBatchSize = 1_000;
const largestBatchSize = 10_000;

/** `@connect` on a type: by `$batch`, many entities a call; by `$this`, one. Throws a `StartError`. */
export function compileEntityConnector({
  args,
  place,
  type,
  connector,
  references,
  shape,
}: Input): EntityConnector {
  const batched = pathsOf(references, '$batch');
  const single = pathsOf(references, '$this');
  const keyPaths = batched.length > 0 ? batched : single;
  if (property(args, 'entity') !== undefined) refuse(place, 'entity', 'a connector on a type is one already');
  if (batched.length > 0 && single.length > 0) refuse(place, 'http', '$batch and $this exclude each other');
  if (keyPaths.length === 0) refuse(place, 'http', 'a connector on a type needs $batch or $this');
  const batchSize = readBatchSize(args, place);
  if (batched.length === 0 && batchSize !== undefined) refuse(place, 'batch', 'this is for $batch only');
  for (const path of batched) {
    if (!hasPath(shape, path)) {
      refuse(place, 'selection', `${path.join('.')} is needed to tell which entity of a batch is which`);
    }
  }
  return {
    connector,
    typeName: type.name,
    keyPaths,
    provides: new Set(shape === 'unknown' ? [] : shape.fields.keys()),
    batchSize: batched.length > 0 ? (batchSize ?? defaultBatchSize) : undefined,
    variablesOf:
      batched.length > 0 ? (entities) => ({ $batch: entities }) : ([entity]) => ({ $this: entity ?? null }),
  };
}

/**
 * A connector on a field. One with `entity: true` on a field of Query fetches entities too, its arguments being their
 * keys. Throws a `StartError`.
 */
export function compileFieldEntityConnector(
  input: Input & { readonly field: GraphQLField<unknown, unknown>; readonly schema: GraphQLSchema },
): EntityConnector | undefined {
  const { args, place, type, connector, references, shape, field, schema } = input;
  if (property(args, 'batch') !== undefined) refuse(place, 'batch', 'this is for @connect on a type only');
  const isEntity = property(args, 'entity');
  if (isEntity !== true) {
    checkThis(type, field.name, references, place);
    return undefined;
  }
  const entityType = getNullableType(field.type);
  if (type !== schema.getQueryType())
    refuse(place, 'entity', 'this is for fields of Query and for types only');
  if (!isObjectType(entityType)) return refuse(place, 'entity', 'the field must be of an object type');
  const keys = new Set(resolvableKeys(entityType).flatMap((key) => key.map((path) => path.join('.'))));
  const stranger = field.args.find(({ name, defaultValue }) => !keys.has(name) && defaultValue === undefined);
  if (stranger !== undefined) {
    refuse(place, 'entity', `the argument ${stranger.name} is no field of a @key of ${entityType.name}`);
  }
  const keyed = field.args.filter(({ name }) => keys.has(name));
  if (keyed.length === 0) refuse(place, 'entity', `no argument is a field of a @key of ${entityType.name}`);
  return {
    connector,
    typeName: entityType.name,
    keyPaths: keyed.map(({ name }) => [name]),
    provides: new Set(shape === 'unknown' ? [] : shape.fields.keys()),
    batchSize: undefined,
    variablesOf: ([entity]) => {
      const $args = emptyObject();
      for (const { name, defaultValue } of field.args) {
        const value = keys.has(name) && entity !== undefined ? property(entity, name) : defaultValue;
        if (value !== undefined) $args[name] = value;
      }
      return { $args };
    },
  };
}

/** What a field's connector reads of its entity must come with every representation of it. */
function checkThis(
  type: GraphQLObjectType,
  fieldName: string,
  references: readonly Reference[],
  place: Place,
): void {
  const keys = resolvableKeys(type);
  if (keys.length === 0) return;
  const required = requiredFields(type, fieldName).map(String);
  for (const path of pathsOf(references, '$this')) {
    const isInEveryKey = keys.every((key) => key.map(String).some((part) => covers(String(path), part)));
    if (isInEveryKey || required.some((part) => covers(String(path), part))) continue;
    const name = path.join('.');
    refuse(
      place,
      'http',
      `$this.${name} must be in every @key of ${type.name}, or in @requires of the field`,
    );
  }
}

/** Whether `path` is `part` or leads to it; both as texts with commas. */
const covers = (path: string, part: string): boolean => path === part || part.startsWith(`${path},`);

function pathsOf(references: readonly Reference[], variable: string): FieldPath[] {
  const paths = new Map<string, FieldPath>();
  for (const reference of references) {
    if (reference.variable === variable) paths.set(reference.keys.join('.'), reference.keys);
  }
  return [...paths.values()];
}

function hasPath(shape: OutputShape, [name, ...rest]: FieldPath): boolean {
  if (name === undefined) return true;
  const field = shape === 'unknown' ? undefined : shape.fields.get(name);
  return field !== undefined && hasPath(field.shape, rest);
}

function readBatchSize(args: JsonObject, place: Place): number | undefined {
  if (property(args, 'batch') === undefined) return undefined;
  const batch = readObject(args, 'batch', place);
  checkKeys(batch, ['maxSize'], place, 'batch.');
  const size = property(batch, 'maxSize');
  if (size === undefined || size === null) return undefined;
  if (typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= largestBatchSize)
    return size;
  return refuse(place, 'batch.maxSize', `expected 1 to ${largestBatchSize}, found ${JSON.stringify(size)}`);
}
