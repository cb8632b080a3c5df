import {
  type GraphQLArgument,
  type GraphQLNamedType,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { nearest } from '../../core/runtime/nearest.ts';
import { MappingError } from '../mapping/mapping-error.ts';
import type { Reference } from '../mapping/references.ts';

/** The variables that the mappings of one connector may use. */
export interface ConnectorScope {
  /** Undefined for a connector on a type. */
  readonly args: readonly GraphQLArgument[] | undefined;
  /** Undefined on Query and Mutation. */
  readonly parentType: GraphQLNamedType | undefined;
  /** Whether `$batch` is available: only on types. */
  readonly hasBatch: boolean;
  /** `$config` of the source. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Throws a `MappingError` for an unavailable variable or an unknown key of a variable. */
export function checkReferences(
  references: readonly Reference[],
  scope: ConnectorScope,
  phase: 'request' | 'response',
): void {
  const known = ['$config'];
  if (scope.args !== undefined) known.push('$args');
  if (scope.parentType !== undefined) known.push('$this');
  if (scope.hasBatch) known.push('$batch');
  if (phase === 'response') known.push('$status', '$response');
  for (const reference of references) checkReference(reference, scope, known);
}

function checkReference(reference: Reference, scope: ConnectorScope, known: readonly string[]): void {
  const { variable, keys, offset } = reference;
  const fail: Fail = (message) => {
    throw new MappingError(offset, message);
  };
  if (['$env', '$context', '$request'].includes(variable)) fail(`${variable} is not supported`);
  if (!known.includes(variable)) {
    if (variable === '$batch') fail('$batch is available only for @connect on a type');
    fail(`${variable} is not available here; available are ${known.join(', ')}`);
  }
  if (variable === '$args') checkArgument(scope.args ?? [], keys, fail);
  if (variable === '$this' || variable === '$batch') checkFields(variable, scope.parentType, keys, fail);
  if (variable === '$config') checkConfig(scope.config, keys, fail);
  if (variable === '$response' && keys[0] !== 'headers')
    fail('only $response.headers is available in $response');
}

type Fail = (message: string) => never;

function checkArgument(args: readonly GraphQLArgument[], keys: readonly string[], fail: Fail): void {
  let candidates: readonly Pick<GraphQLArgument, 'name' | 'type'>[] = args;
  for (const [index, key] of keys.entries()) {
    const found = candidates.find(({ name }) => name === key);
    if (found === undefined) {
      const names = candidates.map(({ name }) => name);
      fail(`$args.${keys.slice(0, index + 1).join('.')} does not exist${nearest(key, names)}`);
    }
    const type = getNamedType(found.type);
    if (!isInputObjectType(type)) return;
    candidates = Object.values(type.getFields());
  }
}

function checkFields(
  variable: string,
  parentType: GraphQLNamedType | undefined,
  keys: readonly string[],
  fail: Fail,
): void {
  if (keys.length === 0) fail(`${variable} needs a field: ${variable}.name, or ${variable} { name }`);
  let type = parentType;
  for (const key of keys) {
    if (!isObjectType(type)) return;
    const fields = type.getFields();
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined) {
      fail(`${variable} has no ${key}: ${type.name} has no such field${nearest(key, Object.keys(fields))}`);
    }
    type = getNamedType(field.type);
  }
}

function checkConfig(config: Readonly<Record<string, unknown>>, keys: readonly string[], fail: Fail): void {
  const [key] = keys;
  if (key === undefined || Object.hasOwn(config, key)) return;
  fail(`$config.${key} is not set for this source${nearest(key, Object.keys(config))}`);
}
