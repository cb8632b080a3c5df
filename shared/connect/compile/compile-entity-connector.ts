import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNullableType,
  isObjectType,
} from 'graphql';
import { type DirectiveLocation, refuse } from '../directive-problems.ts';
import type { OutputShape } from '../mapping/output-shape.ts';
import type { Reference } from '../mapping/references.ts';
import { emptyObject, type JsonObject, property } from '../mapping/value.ts';
import type { Connector, EntityConnector } from './connector-subgraph-definition.ts';
import { type FieldPath, requiredFields, resolvableKeys } from './key-fields.ts';
import { checkKeys, readObject } from './read-arguments.ts';

interface Input {
  readonly args: JsonObject;
  readonly location: DirectiveLocation;
  readonly type: GraphQLObjectType;
  readonly connector: Connector;
  readonly references: readonly Reference[];
  readonly shape: OutputShape;
}

/** The default of `batch.maxSize`, the maximum number of entities in one call. */
const defaultBatchSize = 1_000;
const largestBatchSize = 10_000;

/** Compiles `@connect` on a type: `$batch` requests many entities in a call, `$this` one. Throws a `StartError`. */
export function compileEntityConnector({
  args,
  location,
  type,
  connector,
  references,
  shape,
}: Input): EntityConnector {
  const batched = pathsOf(references, '$batch');
  const single = pathsOf(references, '$this');
  const keyPaths = batched.length > 0 ? batched : single;
  if (property(args, 'entity') !== undefined)
    refuse(location, 'entity', 'a connector on a type is always an entity connector; remove this argument');
  if (batched.length > 0 && single.length > 0)
    refuse(location, 'http', '$batch and $this cannot be combined');
  if (keyPaths.length === 0) refuse(location, 'http', 'a connector on a type needs $batch or $this');
  const batchSize = readBatchSize(args, location);
  if (batched.length === 0 && batchSize !== undefined)
    refuse(location, 'batch', 'batch requires a request with $batch');
  for (const path of batched) {
    if (!hasPath(shape, path)) {
      refuse(location, 'selection', `select ${path.join('.')}, which identifies the entities of a batch`);
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
 * Compiles a connector on a field. With `entity: true` on a field of Query it also fetches entities, whose keys are its
 * arguments. Throws a `StartError`.
 */
export function compileFieldEntityConnector(
  input: Input & { readonly field: GraphQLField<unknown, unknown>; readonly schema: GraphQLSchema },
): EntityConnector | undefined {
  const { args, location, type, connector, references, shape, field, schema } = input;
  if (property(args, 'batch') !== undefined)
    refuse(location, 'batch', 'batch is allowed only for @connect on a type');
  const isEntity = property(args, 'entity');
  if (isEntity !== true) {
    checkThis(type, field.name, references, location);
    return undefined;
  }
  const entityType = getNullableType(field.type);
  if (type !== schema.getQueryType()) refuse(location, 'entity', 'entity is allowed only on fields of Query');
  if (!isObjectType(entityType)) return refuse(location, 'entity', 'the field must be of an object type');
  const keys = new Set(resolvableKeys(entityType).flatMap((key) => key.map((path) => path.join('.'))));
  const keyless = field.args.find(({ name, defaultValue }) => !keys.has(name) && defaultValue === undefined);
  if (keyless !== undefined) {
    refuse(
      location,
      'entity',
      `the argument ${keyless.name} is not a field of any @key of ${entityType.name}`,
    );
  }
  const keyed = field.args.filter(({ name }) => keys.has(name));
  if (keyed.length === 0)
    refuse(location, 'entity', `no argument is a field of a @key of ${entityType.name}`);
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

/** Checks that every representation of an entity contains the fields of `$this` that a field's connector reads. */
function checkThis(
  type: GraphQLObjectType,
  fieldName: string,
  references: readonly Reference[],
  location: DirectiveLocation,
): void {
  const keys = resolvableKeys(type);
  if (keys.length === 0) return;
  const required = requiredFields(type, fieldName).map(String);
  for (const path of pathsOf(references, '$this')) {
    const isInEveryKey = keys.every((key) => key.map(String).some((part) => covers(String(path), part)));
    if (isInEveryKey || required.some((part) => covers(String(path), part))) continue;
    const name = path.join('.');
    refuse(
      location,
      'http',
      `$this.${name} must be in every @key of ${type.name}, or in @requires of the field`,
    );
  }
}

/** Whether `path` equals `part` or is its prefix; both are strings with commas. */
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

function readBatchSize(args: JsonObject, location: DirectiveLocation): number | undefined {
  if (property(args, 'batch') === undefined) return undefined;
  const batch = readObject(args, 'batch', location);
  checkKeys(batch, ['maxSize'], location, 'batch.');
  const size = property(batch, 'maxSize');
  if (size === undefined || size === null) return undefined;
  if (typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= largestBatchSize)
    return size;
  return refuse(
    location,
    'batch.maxSize',
    `expected 1 to ${largestBatchSize}, found ${JSON.stringify(size)}`,
  );
}
