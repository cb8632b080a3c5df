import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type TypeNode,
} from 'graphql';
import type { PolicyDeclaration } from '../core/degradation.ts';
import { policyParameters, readPolicyDirective } from '../core/graphql/policy-directive.ts';
import { nearest } from '../core/runtime/nearest.ts';
import { type SourceLocation, StartError } from '../core/start-error.ts';
import { type MarkedElement, readDirectiveFile } from './directive-file.ts';

export interface DirectiveDeclarations {
  /** By object type. */
  readonly types: Readonly<Record<string, PolicyDeclaration>>;
  /** By `Type.field`. */
  readonly fields: Readonly<Record<string, PolicyDeclaration>>;
  /** The location of the directive of a `Type` or `Type.field`. */
  locationOf(coordinate: string): SourceLocation | undefined;
  /** The file's content. */
  readonly text: string;
}

/**
 * Reads the declarations of the file of `degradation.directives`, e.g.
 * `extend type Product { price: Price @onError(policy: LAST_GOOD, maxAge: "10m", shared: true) }`, in the form of
 * settings. Throws `StartError` with every location that does not match the schema.
 */
export function readDirectives(path: string, schema: GraphQLSchema): DirectiveDeclarations {
  const { marked, problems: found, locationOf, text } = readDirectiveFile(path);
  const problems = [...found];
  const types: Record<string, PolicyDeclaration> = {};
  const fields: Record<string, PolicyDeclaration> = {};
  const locations = new Map<string, SourceLocation>();
  for (const element of marked) {
    const { coordinate, field, directive } = element;
    for (const [node, message] of problemsIn(element, schema))
      problems.push({ ...locationOf(node), message });
    const { declaration, problems: wrong } = readPolicy(directive);
    for (const [node, message] of wrong) problems.push({ ...locationOf(node), message });
    if (declaration) (field ? fields : types)[coordinate] = declaration;
    locations.set(coordinate, locationOf(directive));
  }
  if (problems.length > 0) throw new StartError(problems);
  return { types, fields, locationOf: (coordinate) => locations.get(coordinate), text };
}

type Found = readonly [
  node: Parameters<ReturnType<typeof readDirectiveFile>['locationOf']>[0],
  message: string,
];

function problemsIn({ type: { name }, field }: MarkedElement, schema: GraphQLSchema): Found[] {
  const type = schema.getType(name.value);
  if (!isObjectType(type)) {
    const all = Object.values(schema.getTypeMap()).flatMap((one) =>
      isObjectType(one) && !one.name.includes('__') ? [one.name] : [],
    );
    const what = type === undefined ? 'the graph has no type' : 'not an object type:';
    return [[name, `${what} ${name.value}${nearest(name.value, all)}`]];
  }
  if (field === undefined) return [];
  const known = type.getFields();
  const same = Object.hasOwn(known, field.name.value) ? known[field.name.value] : undefined;
  if (same === undefined) {
    const hint = nearest(field.name.value, Object.keys(known));
    return [[field.name, `${name.value} has no field ${field.name.value}${hint}`]];
  }
  // Nullability depends on the setting `nullability`, so only the rest of the type is compared.
  if (isSame(field.type, same.type)) return [];
  return [[field.type, `${name.value}.${field.name.value} is of type ${same.type} in the graph`]];
}

function isSame(node: TypeNode, type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return isSame(node, type.ofType);
  if (node.kind === Kind.NON_NULL_TYPE) return isSame(node.type, type);
  if (node.kind === Kind.LIST_TYPE) return isListType(type) && isSame(node.type, type.ofType);
  return !isListType(type) && node.name.value === getNamedType(type).name;
}

function readPolicy({ arguments: given = [], name }: MarkedElement['directive']): {
  readonly declaration?: PolicyDeclaration;
  readonly problems: readonly Found[];
} {
  const read = readPolicyDirective(new Map(given.map((one) => [one.name.value, one.value])));
  const problems = read.problems.map(({ argument, message }): Found => {
    const at = given.find((one) => one.name.value === argument);
    const isKnown = argument !== undefined && policyParameters.includes(argument);
    return [(isKnown ? at?.value : at) ?? name, message];
  });
  return { ...read, problems };
}
