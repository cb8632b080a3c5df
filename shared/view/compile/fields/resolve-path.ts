import {
  type ArgumentNode,
  type GraphQLField,
  GraphQLNonNull,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { CompositeType } from './field-context.ts';
import { parsePath } from './parse-path.ts';
import { hasLists, within } from './value-type.ts';

/** A field of the graph on the path to a value. */
export interface ResolvedStep {
  readonly name: string;
  /** The type of the graph that defines it. */
  readonly type: CompositeType;
  /** Undefined for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  /** The arguments written in the path. */
  readonly given: readonly ArgumentNode[];
}

export interface ResolvedPath {
  readonly steps: readonly ResolvedStep[];
  readonly valueType: GraphQLOutputType;
}

/** The most characters of a path that a message quotes. */
const maxShown = 200;

/** Resolves a path from the objects of a type; returns the problem as a string if it cannot. */
export function resolvePath(
  path: string,
  from: CompositeType,
  directive: 'from' | 'pluck',
): ResolvedPath | string {
  const parsed = parsePath(path);
  if (typeof parsed === 'string') {
    const found = path.length > maxShown ? `${path.slice(0, maxShown)}…` : path;
    return `@${directive}(path:) ${JSON.stringify(found)} ${parsed}`;
  }
  const steps: ResolvedStep[] = [];
  let valueType: GraphQLOutputType | undefined;
  for (const { name, arguments: given } of parsed) {
    const sofar = steps.map((step) => step.name).join('.');
    const type: CompositeType | undefined = valueType === undefined ? from : compositeOf(valueType);
    if (type === undefined) return `${sofar} is ${valueType}, which has no fields; found ${sofar}.${name}`;
    if (directive === 'from' && valueType && hasLists(valueType)) {
      return `@from does not traverse lists, and ${sofar} is ${valueType}; use @pluck`;
    }
    const field = name === '__typename' || isUnionType(type) ? undefined : type.getFields()[name];
    if (field === undefined && name !== '__typename') return unknownField(type, name);
    const stepType: GraphQLOutputType = field?.type ?? new GraphQLNonNull(GraphQLString);
    valueType = valueType === undefined ? stepType : within(valueType, stepType);
    steps.push({ name, type, field, given });
  }
  return valueType === undefined ? `@${directive} needs a path` : { steps, valueType };
}

function compositeOf(type: GraphQLOutputType): CompositeType | undefined {
  const named = getNamedType(type);
  return isCompositeType(named) ? named : undefined;
}

function unknownField(type: CompositeType, name: string): string {
  if (isUnionType(type)) return `${type.name} is a union, so only __typename can be read; found ${name}`;
  return `${type.name} has no field ${name}${nearest(name, Object.keys(type.getFields()))}`;
}
