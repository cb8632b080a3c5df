import {
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isLeafType,
  print,
  type TypeNode,
} from 'graphql';
import { namedType } from '../../../core/graphql/named-type.ts';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { SourceLocation } from '../../../core/start-error.ts';
import { isPublished, type Scope } from '../declarations/scope.ts';
import { coordinateOf, type FieldContext } from '../fields/field-context.ts';
import type { FieldSource } from '../fields/field-source.ts';
import { nonNull, typeMismatchOf, typeNode, withNonNulls } from '../fields/value-type.ts';

/**
 * The published type of a field, in names of the graph; reports a declared type that contradicts the value.
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
  const location = written ? (declared?.typeLocation ?? context.location) : context.location;
  const refuse = (message: string): undefined => {
    scope.problems.report(location, message);
    return undefined;
  };
  if (written === undefined) {
    const named = getNamedType(value);
    if (source.kind !== 'graph' && !isLeafType(named)) {
      return refuse(`${coordinateOf(context)} is read from an object (${value}): declare its type`);
    }
    if (isPublished(scope, named.name)) return typeNode(value);
    return refuse(`${coordinateOf(context)} is of type ${named.name}, which is not published`);
  }
  if (!isKnownType(scope, namedType(written), location)) return undefined;
  const node = source.kind === 'graph' ? (withNonNulls(written, value) ?? written) : written;
  const mismatch = typeMismatchOf(node, hasDefault ? nonNull(value) : value, (name, real) =>
    isSame(scope, name, real),
  );
  if (mismatch === undefined) return node;
  const found = `${coordinateOf(context)} is declared as ${print(written)}`;
  if (mismatch !== 'null') {
    return refuse(
      source.kind === 'graph'
        ? `${found}; its type in the graph is ${value}`
        : `${found}; its source is ${value}`,
    );
  }
  const isLeaf = isLeafType(getNamedType(value));
  const remedy = isLeaf && !hasDefault ? 'remove the !, or add a @default' : 'remove the !';
  return refuse(`${found}; its source may be null (${value}): ${remedy}`);
}

function isSame({ plans, graph }: Scope, written: string, name: string): boolean {
  if (written === name) return true;
  const plan = plans.get(written);
  return plan !== undefined && plan.graph === undefined && isCompositeType(graph.getType(name));
}

/** Whether a published field can return the type; reports it otherwise. */
export function isKnownType(scope: Scope, name: string, location: SourceLocation): boolean {
  const { plans, graph, problems } = scope;
  const type = graph.getType(name);
  if (isInputObjectType(type)) {
    problems.report(location, `${name} is an input type, which a field cannot return`);
    return false;
  }
  if (isPublished(scope, name)) return true;
  if (type) problems.report(location, `${name} is not published`);
  else problems.report(location, `unknown type ${name}${nearest(name, [...plans.keys()])}`);
  return false;
}
