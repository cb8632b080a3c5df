import {
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isLeafType,
  print,
  type TypeNode,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { Place } from '../../../core/start-error.ts';
import { isPublished, type Scope } from '../declarations/scope.ts';
import { coordinateOf, type FieldContext } from '../fields/field-context.ts';
import type { FieldSource } from '../fields/field-source.ts';
import { documentProblemOf, namedNode, nonNull, typeNode, withNonNulls } from '../fields/value-type.ts';

/**
 * The type that a field is published with, in names of the graph; reports one that promises what its value is not.
 * `hasDefault`: the value is never null.
 */
export function publishedType(
  context: FieldContext,
  source: FieldSource,
  value: GraphQLOutputType,
  hasDefault: boolean,
): TypeNode | undefined {
  const { scope, declared } = context;
  const written = declared?.type;
  const place = written ? (declared?.typePlace ?? context.place) : context.place;
  const refuse = (message: string): undefined => {
    scope.problems.report(place, message);
    return undefined;
  };
  if (written === undefined) {
    const named = getNamedType(value);
    if (source.kind !== 'graph' && !isLeafType(named)) {
      return refuse(`${coordinateOf(context)} comes from an object (${value}): say its type`);
    }
    if (isPublished(scope, named.name)) return typeNode(value);
    return refuse(`${coordinateOf(context)} is of type ${named.name}, which is not published`);
  }
  if (!isKnownType(scope, namedNode(written).name.value, place)) return undefined;
  const node = source.kind === 'graph' ? (withNonNulls(written, value) ?? written) : written;
  const misfit = documentProblemOf(node, hasDefault ? nonNull(value) : value, (name, real) =>
    isSame(scope, name, real),
  );
  if (misfit === undefined) return node;
  const found = `${coordinateOf(context)} is said to be ${print(written)}`;
  if (misfit !== 'null') {
    return refuse(
      source.kind === 'graph'
        ? `${found}; in the graph it is ${value}`
        : `${found}; what it comes from is ${value}`,
    );
  }
  const isLeaf = isLeafType(getNamedType(value));
  const remedy = isLeaf && !hasDefault ? 'leave out the !, or give it a @default' : 'leave out the !';
  return refuse(`${found}; what it comes from may be null (${value}): ${remedy}`);
}

function isSame({ plans, graph }: Scope, written: string, name: string): boolean {
  if (written === name) return true;
  const plan = plans.get(written);
  return plan !== undefined && plan.graph === undefined && isCompositeType(graph.getType(name));
}

/** Whether it is a type that a published field can have. */
export function isKnownType(scope: Scope, name: string, place: Place): boolean {
  const { plans, graph, problems } = scope;
  const type = graph.getType(name);
  if (isInputObjectType(type)) {
    problems.report(place, `${name} is an input, which no field can be`);
    return false;
  }
  if (isPublished(scope, name)) return true;
  if (type) problems.report(place, `${name} is not published`);
  else problems.report(place, `there is no type ${name}${nearest(name, [...plans.keys()])}`);
  return false;
}
