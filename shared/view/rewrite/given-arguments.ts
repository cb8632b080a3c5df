import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  Kind,
  type ValueNode,
  valueFromAST,
  visit,
} from 'graphql';
import type { Variables } from '../../core/client-view.ts';
import { stringifyJson } from '../../core/json/exact-json.ts';
import type { MakeValue } from './bound-variables.ts';

/** The arguments of one field or directive of a client's operation, by their published names. */
export interface GivenArguments {
  get(name: string): GivenArgument | undefined;
  /** All coerced arguments; absent ones without a default are omitted. */
  readonly all: MakeValue;
  /** Equal keys imply equal arguments, whatever the variables are. */
  readonly key: string;
  readonly names: readonly string[];
}

export interface GivenArgument {
  readonly definition: GraphQLArgument;
  /** The value in the client's operation; undefined if absent. */
  readonly node: ValueNode | undefined;
  /** The coerced value, or the default. */
  readonly value: MakeValue;
  /** Whether `value` is the same for every request. */
  readonly isConstant: boolean;
  /** Whether the client provides a value, instead of leaving the default. */
  isGiven(variables: Variables): boolean;
}

export function readArguments(
  { args }: Pick<GraphQLField<unknown, unknown>, 'args'>,
  { arguments: nodes = [] }: Pick<FieldNode, 'arguments'>,
  print: (node: ValueNode) => string,
): GivenArguments {
  const given = new Map<string, GivenArgument>();
  for (const definition of args) {
    const node = nodes.find(({ name }) => name.value === definition.name)?.value;
    given.set(definition.name, { definition, node, ...compileValue(definition, node) });
  }
  const names = [...given.keys()];
  return {
    get: (name) => given.get(name),
    all(variables, presentation) {
      const all: Record<string, unknown> = Object.create(null);
      for (const name of names) {
        const value = given.get(name)?.value(variables, presentation);
        if (value !== undefined) all[name] = value;
      }
      return all;
    },
    // Includes the type and the default: another field may coerce the same text to another value.
    key: [...given.values()]
      .map(({ definition, node }) => `${definitionKey(definition)}:${node ? print(node) : ''}`)
      .join(),
    names,
  };
}

function definitionKey({ name, type, defaultValue }: GraphQLArgument): string {
  return `${name} ${type} ${stringifyJson(defaultValue)}`;
}

function compileValue(
  { type, defaultValue }: GraphQLArgument,
  node: ValueNode | undefined,
): Pick<GivenArgument, 'value' | 'isConstant' | 'isGiven'> {
  if (node === undefined) return { value: () => defaultValue, isConstant: true, isGiven: () => false };
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return {
      value: (variables) => (Object.hasOwn(variables, name) ? variables[name] : defaultValue),
      isConstant: false,
      isGiven: (variables) => Object.hasOwn(variables, name),
    };
  }
  const isGiven = (): boolean => true;
  if (!hasVariables(node)) {
    const value = valueFromAST(node, type);
    return { value: () => value, isConstant: true, isGiven };
  }
  // Lists and objects that contain variables: evaluated for each request.
  return { value: (variables) => valueFromAST(node, type, variables), isConstant: false, isGiven };
}

export function hasVariables(node: ValueNode): boolean {
  let found = false;
  visit(node, {
    Variable() {
      found = true;
    },
  });
  return found;
}
