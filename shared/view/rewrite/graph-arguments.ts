import { isDeepStrictEqual } from 'node:util';
import {
  type ArgumentNode,
  astFromValue,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type ValueNode,
} from 'graphql';
import { FrontageError } from '../../core/errors.ts';
import { argumentNode, variableNode } from '../../core/graphql/nodes.ts';
import { stringifyJson } from '../../core/json/exact-json.ts';
import { defaultPresentation } from '../../core/presentation.ts';
import { ComputeFailure } from '../compute/compute-failure.ts';
import type { ComputeFunctions } from '../compute/load-compute.ts';
import { imageSlots } from '../value/image-slots.ts';
import type { Cap, StepArgument, View, ViewStep } from '../view.ts';
import type { ViewOptions } from '../view-options.ts';
import type { BoundVariables, MakeValue } from './bound-variables.ts';
import { compileInput } from './compile-input.ts';
import type { GivenArgument, GivenArguments } from './given-arguments.ts';
import { scaleCap } from './scale-cap.ts';

export interface ArgumentsContext extends ViewOptions {
  readonly view: View;
  readonly graph: GraphQLSchema;
  readonly functions: ComputeFunctions;
  readonly bound: BoundVariables;
  print(node: ValueNode): string;
}

/** Maps the client's arguments to those of a field of the graph. */
export function graphArguments(
  step: ViewStep,
  given: GivenArguments,
  context: ArgumentsContext,
): ArgumentNode[] {
  return step.arguments.flatMap((argument) => {
    const value = graphValue(step, argument, given, context);
    return value === undefined ? [] : [argumentNode(argument.name, value)];
  });
}

function graphValue(
  step: ViewStep,
  argument: StepArgument,
  given: GivenArguments,
  context: ArgumentsContext,
): ValueNode | undefined {
  const { value, type } = argument;
  const bind = (key: string, make: MakeValue): ValueNode => {
    return variableNode(context.bound.add(`${key} ${type}`, type, make));
  };
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'argument': {
      const one = given.get(value.name);
      if (value.cap !== undefined) return cappedValue(value.cap, one, bind, context);
      return one && publishedValue(step, argument, one, bind, context);
    }
    case 'computed': {
      const { fn } = value;
      const make = computedValue(fn, given, context);
      return bind(`computed ${fn} ${given.key}`, make);
    }
    case 'slot': {
      const { slot, part } = value;
      const values = imageSlots(slot, context).map((size) => size[part]);
      return bind(`slot ${slot} ${part}`, (_variables, { profile }) => values[profile]);
    }
  }
}

function publishedValue(
  step: ViewStep,
  argument: StepArgument,
  { definition, node, value, isConstant }: GivenArgument,
  bind: (key: string, make: MakeValue) => ValueNode,
  { view, graph, print }: ArgumentsContext,
): ValueNode | undefined {
  const change = compileInput(view, definition.type);
  const { defaultValue, type } = definition;
  const graphDefault = change === undefined ? defaultValue : change(defaultValue);
  const hasOwnDefault =
    graphDefault !== undefined && !isDeepStrictEqual(graphDefault, defaultInGraph(graph, step, argument));
  if (node === undefined) {
    if (!hasOwnDefault) return undefined;
    if (change === undefined) return astFromValue(defaultValue, type) ?? undefined;
    return bind(`default ${stringifyJson(graphDefault)}`, () => graphDefault);
  }
  if (change !== undefined) {
    const key = `${isConstant ? 'constant' : 'changed'} ${type} ${print(node)} ${stringifyJson(graphDefault)}`;
    return bind(key, (variables, presentation) => change(value(variables, presentation)));
  }
  // An absent variable would get the default of the graph.
  if (node.kind === Kind.VARIABLE && hasOwnDefault)
    return bind(`${print(node)} ${stringifyJson(graphDefault)}`, value);
  return node;
}

function defaultInGraph(graph: GraphQLSchema, { type, name }: ViewStep, argument: StepArgument): unknown {
  const owner = graph.getType(type);
  if (!isObjectType(owner) && !isInterfaceType(owner)) return undefined;
  return owner.getFields()[name]?.args.find((one) => one.name === argument.name)?.defaultValue;
}

/** The number of items, limited by the cap that the profile scales. */
function cappedValue(
  cap: Cap,
  given: GivenArgument | undefined,
  bind: (key: string, make: MakeValue) => ValueNode,
  { profiles, print }: ArgumentsContext,
): ValueNode {
  const limits = profiles.map((profile) => scaleCap(cap, profile));
  const make: MakeValue = (variables, presentation) => {
    const limit = limits[presentation.profile] ?? cap;
    const value = given?.isGiven(variables) ? given.value(variables, presentation) : undefined;
    return typeof value === 'number' ? Math.min(value, limit.max) : limit.default;
  };
  const isSame = limits.every((limit) => isDeepStrictEqual(limit, limits[0]));
  if (isSame && (given === undefined || given.isConstant)) {
    return { kind: Kind.INT, value: String(make({}, anyPresentation)) };
  }
  const text = given?.node === undefined ? '' : print(given.node);
  return bind(`cap ${cap.default} ${cap.max} ${text}`, make);
}

const anyPresentation = defaultPresentation();

function computedValue(fn: string, given: GivenArguments, { functions }: ArgumentsContext): MakeValue {
  const call = functions.find(fn);
  if (call === undefined) throw new TypeError(`unknown function ${fn}`);
  return (variables, presentation) => {
    const value = call(null, given.all(variables, presentation), presentation);
    if (!(value instanceof ComputeFailure)) return value;
    // Uses the published names: clients must not learn how the graph uses the arguments.
    const message = `The values of ${given.names.join(' and ')} are not allowed.`;
    throw new FrontageError('BAD_USER_INPUT', { message, cause: value.reason });
  };
}
