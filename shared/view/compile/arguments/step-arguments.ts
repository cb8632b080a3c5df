import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  isRequiredArgument,
  isTypeSubTypeOf,
  Kind,
  print,
  type VariableNode,
  valueFromAST,
  visit,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { ArgumentValue, StepArgument, ViewStep } from '../../view.ts';
import { type FieldCap, readCap } from '../fields/field-cap.ts';
import { coordinateOf, type FieldContext } from '../fields/field-context.ts';
import type { ResolvedStep } from '../fields/resolve-path.ts';
import { readComputedArguments } from './computed-arguments.ts';
import { constLiteral } from './const-literal.ts';
import type { ImageArguments } from './image-arguments.ts';
import type { OwnArgument } from './own-arguments.ts';
import { reportUnused } from './unused-arguments.ts';

/** Compiles the value of each argument on the path. Reports required arguments without a value, and unused arguments. */
export function compileSteps(
  context: FieldContext,
  steps: readonly ResolvedStep[],
  own: readonly OwnArgument[],
  image: ImageArguments,
): { readonly steps: readonly ViewStep[]; readonly cap: FieldCap | undefined } {
  const cap = readCap(context, own);
  const named = variablesIn(steps);
  const computed = readComputedArguments(context, steps.at(-1));
  const used = new Set<string>();
  const fromOwn = (argument: OwnArgument): ArgumentValue => {
    used.add(argument.name);
    return {
      kind: 'argument',
      name: argument.publishedName,
      cap: cap?.argument === argument.name ? { default: cap.default, max: cap.max } : undefined,
    };
  };
  const isFree = (step: ResolvedStep, name: string): boolean =>
    !step.given.some((one) => one.name.value === name) &&
    !(step === steps.at(-1) && (computed.has(name) || image.has(name)));
  const receivers = new Map<string, ResolvedStep[]>();
  for (const { name } of own) {
    if (named.has(name)) continue;
    const candidates = steps.filter(
      (step) => isFree(step, name) && step.field?.args.some((argument) => argument.name === name),
    );
    receivers.set(name, candidates);
  }
  const compiled = steps.map((step): ViewStep => {
    const isLast = step === steps.at(-1);
    reportUnknownArguments(context, step);
    const given = (step.field?.args ?? []).flatMap((argument): readonly StepArgument[] => {
      const written = step.given.find((one) => one.name.value === argument.name);
      const fn = isLast ? computed.get(argument.name) : undefined;
      const slot = isLast ? image.get(argument.name) : undefined;
      const received = own.find(({ name }) => name === argument.name && receivers.get(name)?.includes(step));
      const variable = written?.value.kind === Kind.VARIABLE ? written.value.name.value : undefined;
      let value: ArgumentValue | undefined;
      if (fn !== undefined) value = { kind: 'computed', fn };
      else if (slot !== undefined) value = slot;
      else if (variable !== undefined) value = fromVariable(context, variable, argument, own, fromOwn, cap);
      else if (written) value = fromConstant(context, written.value, argument);
      else if (received && isFitting(context, received, argument, cap)) value = fromOwn(received);
      else if (isRequiredArgument(argument) && received === undefined) {
        const message = `${step.type.name}.${step.name} requires the argument ${argument.name} (${argument.type}), which is not provided`;
        context.scope.problems.report(context.location, message);
      }
      return value ? [{ name: argument.name, type: String(argument.type), value }] : [];
    });
    return { name: step.name, type: step.type.name, arguments: given };
  });
  reportUnused(context, own, receivers, computed.size > 0);
  return { steps: compiled, cap };
}

function fromVariable(
  context: FieldContext,
  name: string,
  argument: GraphQLArgument,
  own: readonly OwnArgument[],
  fromOwn: (argument: OwnArgument) => ArgumentValue,
  cap: FieldCap | undefined,
): ArgumentValue | undefined {
  const found = own.find((one) => one.name === name);
  if (found) return isFitting(context, found, argument, cap) ? fromOwn(found) : undefined;
  const hint = nearest(
    name,
    own.map((one) => one.name),
    (one) => `$${one}`,
  );
  context.scope.problems.report(
    context.location,
    `${coordinateOf(context)} has no argument ${name} for $${name}${hint}`,
  );
  return undefined;
}

function fromConstant(
  { scope, location }: FieldContext,
  written: Parameters<typeof constLiteral>[0],
  argument: GraphQLArgument,
): ArgumentValue | undefined {
  const value = constLiteral(written);
  if (value && valueFromAST(value, argument.type) !== undefined) return { kind: 'constant', value };
  const message = value
    ? `the argument ${argument.name} is of type ${argument.type}; found ${print(value)}`
    : `an argument must be a literal or a variable, not a mix of both; found ${argument.name}: ${print(written)}`;
  scope.problems.report(location, message);
  return undefined;
}

/** Applies the rule for variables (GraphQL, section 5.8.5). */
function isFitting(
  { scope }: FieldContext,
  own: OwnArgument,
  argument: GraphQLArgument,
  cap: FieldCap | undefined,
): boolean {
  const hasDefault =
    own.defaultValue !== undefined || argument.defaultValue !== undefined || cap?.argument === own.name;
  if (isUsable(scope.graph, own.type, argument.type, hasDefault)) return true;
  scope.problems.report(
    own.location,
    `${own.name} is of type ${own.type}; the argument ${argument.name} of the graph is ${argument.type}`,
  );
  return false;
}

function isUsable(
  graph: GraphQLSchema,
  own: GraphQLInputType,
  target: GraphQLInputType,
  hasDefault: boolean,
) {
  const type = isNonNullType(target) && !isNonNullType(own) && hasDefault ? target.ofType : target;
  return isTypeSubTypeOf(graph, own, type);
}

function reportUnknownArguments(
  { scope, location }: FieldContext,
  { type, name, field, given }: ResolvedStep,
): void {
  const known = (field?.args ?? []).map((argument) => argument.name);
  const seen = new Set<string>();
  for (const { name: node } of given) {
    if (!known.includes(node.value)) {
      const hint = nearest(node.value, known);
      scope.problems.report(location, `${type.name}.${name} has no argument ${node.value}${hint}`);
    } else if (seen.has(node.value)) {
      scope.problems.report(location, `duplicate argument ${node.value} of ${type.name}.${name}`);
    }
    seen.add(node.value);
  }
}

function variablesIn(steps: readonly ResolvedStep[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const argument of steps.flatMap(({ given }) => given)) {
    visit(argument, { [Kind.VARIABLE]: ({ name }: VariableNode) => void names.add(name.value) });
  }
  return names;
}
