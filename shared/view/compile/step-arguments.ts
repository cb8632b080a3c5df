import {
  type GraphQLArgument,
  type GraphQLInputType,
  GraphQLInt,
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
import { nearest } from '../../core/nearest.ts';
import type { ArgumentValue, Cap, StepArgument, ViewStep } from '../view.ts';
import { constLiteral } from './const-literal.ts';
import { argumentOf, findDirective, intOf, placeOfArgument, textOf } from './declarations.ts';
import { coordinateOf, type FieldContext, useFunction } from './field-context.ts';
import type { ImageArguments } from './image-arguments.ts';
import type { OwnArgument } from './own-arguments.ts';
import type { ResolvedStep } from './resolve-path.ts';

export interface FieldCap extends Cap {
  /** Of the argument, in the view files. */
  readonly argument: string;
}

/** What each argument on the way to a value gets. Reports arguments that get nothing, and what goes nowhere. */
export function compileSteps(
  context: FieldContext,
  steps: readonly ResolvedStep[],
  own: readonly OwnArgument[],
  image: ImageArguments,
): { readonly steps: readonly ViewStep[]; readonly cap: FieldCap | undefined } {
  const cap = readCap(context, own);
  const named = variablesIn(steps);
  const computed = readComputed(context, steps.at(-1));
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
    !(step === steps.at(-1) && (computed.has(name) || image.arguments.has(name)));
  const takers = new Map<string, ResolvedStep[]>();
  for (const { name } of own) {
    if (named.has(name)) continue;
    const having = steps.filter(
      (step) => isFree(step, name) && step.field?.args.some((argument) => argument.name === name),
    );
    takers.set(name, having);
  }
  const compiled = steps.map((step): ViewStep => {
    const isLast = step === steps.at(-1);
    reportUnknownArguments(context, step);
    const given = (step.field?.args ?? []).flatMap((argument): readonly StepArgument[] => {
      const written = step.given.find((one) => one.name.value === argument.name);
      const fn = isLast ? computed.get(argument.name) : undefined;
      const slot = isLast ? image.arguments.get(argument.name) : undefined;
      const taken = own.find(({ name }) => name === argument.name && takers.get(name)?.includes(step));
      const variable = written?.value.kind === Kind.VARIABLE ? written.value.name.value : undefined;
      let value: ArgumentValue | undefined;
      if (fn !== undefined) value = { kind: 'computed', fn };
      else if (slot !== undefined) value = slot;
      else if (variable !== undefined) value = fromVariable(context, variable, argument, own, fromOwn, cap);
      else if (written) value = fromConstant(context, written.value, argument);
      else if (taken && isFitting(context, taken, argument, cap)) value = fromOwn(taken);
      else if (isRequiredArgument(argument) && taken === undefined) {
        const message = `${step.type.name}.${step.name} needs its argument ${argument.name} (${argument.type}), which nothing gives`;
        context.scope.problems.report(context.place, message);
      }
      return value ? [{ name: argument.name, type: String(argument.type), value }] : [];
    });
    return { name: step.name, type: step.type.name, arguments: given };
  });
  reportUnused(
    context,
    own,
    takers,
    computed.size > 0 || findDirective(context.declared, 'compute') !== undefined,
  );
  const capUse = findDirective(context.declared, 'cap');
  if (cap && capUse && !used.has(cap.argument) && context.scope.problems.isEmpty) {
    const message = `@cap holds for an argument of the graph; ${cap.argument} is only for a function`;
    context.scope.problems.report(placeOfArgument(capUse, 'arg'), message);
  }
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
    context.place,
    `${coordinateOf(context)} has no argument ${name} for $${name}${hint}`,
  );
  return undefined;
}

function fromConstant(
  { scope, place }: FieldContext,
  written: Parameters<typeof constLiteral>[0],
  argument: GraphQLArgument,
): ArgumentValue | undefined {
  const value = constLiteral(written);
  if (value && valueFromAST(value, argument.type) !== undefined) return { kind: 'constant', value };
  const message = value
    ? `the argument ${argument.name} is of type ${argument.type}; found ${print(value)}`
    : `an argument is a literal or a variable, not both; found ${argument.name}: ${print(written)}`;
  scope.problems.report(place, message);
  return undefined;
}

/** By the rule for variables (GraphQL, section 5.8.5). */
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
    own.place,
    `${own.name} is of type ${own.type}; the argument ${argument.name} of the graph is ${argument.type}`,
  );
  return false;
}

function isUsable(graph: GraphQLSchema, own: GraphQLInputType, asked: GraphQLInputType, hasDefault: boolean) {
  const type = isNonNullType(asked) && !isNonNullType(own) && hasDefault ? asked.ofType : asked;
  return isTypeSubTypeOf(graph, own, type);
}

function reportUnknownArguments(
  { scope, place }: FieldContext,
  { type, name, field, given }: ResolvedStep,
): void {
  const known = (field?.args ?? []).map((argument) => argument.name);
  const seen = new Set<string>();
  for (const { name: node } of given) {
    if (!known.includes(node.value)) {
      const hint = nearest(node.value, known);
      scope.problems.report(place, `${type.name}.${name} has no argument ${node.value}${hint}`);
    } else if (seen.has(node.value)) {
      scope.problems.report(place, `${type.name}.${name} is given ${node.value} twice`);
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

/** Own arguments that no step takes, or several. `takers`: of those that the path does not name. */
function reportUnused(
  context: FieldContext,
  own: readonly OwnArgument[],
  takers: ReadonlyMap<string, readonly ResolvedStep[]>,
  isForFunction: boolean,
): void {
  const { scope } = context;
  for (const { name, place } of own) {
    const taking = takers.get(name);
    if (taking === undefined || taking.length === 1) continue;
    if (taking.length > 1) {
      const names = taking.map((step) => step.name).join(' and ');
      scope.problems.report(place, `${names} have an argument ${name}; say in the path which gets $${name}`);
    } else if (!isForFunction) {
      scope.problems.report(
        place,
        `no field of the graph takes the argument ${name}${nearestOf(context, own, name)}`,
      );
    }
  }
}

/** Of the graph's arguments that nothing was said of yet. */
function nearestOf({ graphField }: FieldContext, own: readonly OwnArgument[], name: string): string {
  const others = (graphField?.args ?? []).filter(
    (argument) => !own.some((one) => one.name === argument.name),
  );
  return nearest(
    name,
    others.map((argument) => argument.name),
  );
}

function readCap(context: FieldContext, own: readonly OwnArgument[]): FieldCap | undefined {
  const { declared, scope } = context;
  const use = findDirective(declared, 'cap');
  const max = intOf(use, 'max');
  if (use === undefined || max === undefined || textOf(use, 'mode') === 'SLICE') return undefined;
  const refuse = (name: string, message: string): undefined => {
    scope.problems.report(placeOfArgument(use, name), message);
    return undefined;
  };
  const name = textOf(use, 'arg');
  if (name === undefined) {
    return refuse('', '@cap needs arg, the argument that says how many, or mode: SLICE');
  }
  const argument = own.find((one) => one.name === name);
  if (argument === undefined) {
    const hint = nearest(
      name,
      own.map((one) => one.name),
    );
    return refuse('arg', `${coordinateOf(context)} has no argument ${name}${hint}`);
  }
  const type = isNonNullType(argument.type) ? argument.type.ofType : argument.type;
  if (type !== GraphQLInt)
    return refuse('arg', `@cap needs an argument of type Int; ${name} is ${argument.type}`);
  const given = intOf(use, 'default');
  if (given === undefined) return refuse('', '@cap needs default, how many there are when not said');
  if (given > max) return refuse('default', `the default is at most max (${max}); found ${given}`);
  if (argument.hasOwnDefault)
    return refuse('default', `the default of ${name} is said already, where it is listed`);
  return { argument: name, default: given, max };
}

/** By argument of the last step: the function that makes it. */
function readComputed(context: FieldContext, last: ResolvedStep | undefined): ReadonlyMap<string, string> {
  const { declared, scope } = context;
  const found = new Map<string, string>();
  for (const use of declared?.directives ?? []) {
    const name = textOf(use, 'name');
    const fn = textOf(use, 'fn');
    if (use.name !== 'argument' || name === undefined || fn === undefined) continue;
    const place = argumentOf(use, 'name')?.valuePlace ?? use.place;
    const known = (last?.field?.args ?? []).map((argument) => argument.name);
    if (last === undefined) {
      scope.problems.report(
        use.place,
        `@argument needs a field of the graph that ${coordinateOf(context)} comes from`,
      );
    } else if (!known.includes(name)) {
      const hint = nearest(name, known);
      scope.problems.report(place, `${last.type.name}.${last.name} has no argument ${name}${hint}`);
    } else if (last.given.some((one) => one.name.value === name) || found.has(name)) {
      scope.problems.report(place, `the argument ${name} is given already`);
    } else found.set(name, fn);
    useFunction(context, fn, placeOfArgument(use, 'fn'));
  }
  return found;
}
