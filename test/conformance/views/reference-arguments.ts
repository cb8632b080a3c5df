import {
  coerceInputValue,
  type GraphQLField,
  type GraphQLResolveInfo,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromAST,
} from 'graphql';
import type { Presentation } from '../../../shared/core/presentation.ts';
import type { Cap, View, ViewStep } from '../../../shared/view/view.ts';
import type { World } from '../differential/world.ts';
import type { JsonObject } from '../harness/scenario.ts';
import { computeFunctions, viewOptions } from './view-settings.ts';

export interface ArgumentsInput {
  readonly view: View;
  readonly world: World;
  readonly presentation: Presentation;
}

/** The arguments of a field of the graph. `args`: of the published field, as graphql-js coerces them. */
export function stepArguments(
  step: ViewStep,
  args: JsonObject,
  info: GraphQLResolveInfo,
  input: ArgumentsInput,
): JsonObject {
  const given = new Map<string, unknown>();
  for (const { name, value } of step.arguments) {
    const field = graphField(step, input.world);
    const type = field?.args.find((argument) => argument.name === name)?.type;
    if (type === undefined) throw new TypeError(`${step.type}.${step.name} has no argument ${name}`);
    if (value.kind === 'constant') given.set(name, valueFromAST(value.value, type));
    else if (value.kind === 'computed') {
      given.set(name, computeFunctions.find(value.fn)?.(null, args, input.presentation));
    } else if (value.kind === 'slot') {
      given.set(name, slotPart(value.slot, value.part, input.presentation));
    } else if (value.cap !== undefined) {
      given.set(
        name,
        capped(value.cap, isGiven(value.name, info) ? args[value.name] : undefined, input.presentation),
      );
    } else if (Object.hasOwn(args, value.name)) {
      const published = info.parentType
        .getFields()
        [info.fieldName]?.args.find((one) => one.name === value.name);
      given.set(name, coerceInputValue(inGraph(args[value.name], String(published?.type), input.view), type));
    }
  }
  for (const { name, defaultValue } of graphField(step, input.world)?.args ?? []) {
    if (defaultValue !== undefined && given.get(name) === undefined) given.set(name, defaultValue);
  }
  return Object.fromEntries([...given].filter(([, value]) => value !== undefined));
}

function graphField({ type, name }: ViewStep, { graph }: World): GraphQLField<unknown, unknown> | undefined {
  const owner = graph.whole.getType(type);
  return isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[name] : undefined;
}

function slotPart(
  slot: string,
  part: 'width' | 'height' | 'format' | 'quality',
  { profile }: Presentation,
): unknown {
  const { imageQuality, slots = {} } = viewOptions.profiles[profile] ?? {};
  if (part === 'quality' && imageQuality !== undefined) return imageQuality;
  return (slots[slot] ?? viewOptions.images.slots[slot])?.[part];
}

/** A placeholder for several values, which no client can send. */
export class UnknownInput extends Error {}

/** An argument that is left to its default counts as not given, whatever the default is. */
function isGiven(name: string, { fieldNodes, variableValues }: GraphQLResolveInfo): boolean {
  const value = fieldNodes[0]?.arguments?.find((one) => one.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return Object.hasOwn(variableValues, value.name.value);
  return value !== undefined;
}

function capped(cap: Cap, given: unknown, { profile }: Presentation): number {
  const most = scaled(cap.max, profile);
  return typeof given === 'number' ? Math.min(given, most) : scaled(cap.default, profile);
}

/** Applies a profile to a number of items. */
export function scaled(count: number, profile: number): number {
  if (count === 0) return 0;
  return Math.max(1, Math.floor(count * (viewOptions.profiles[profile]?.caps ?? 1)));
}

/** A client's value, in the graph's names. `typeText`: of the published type. */
function inGraph(value: unknown, typeText: string, view: View): unknown {
  if (Array.isArray(value)) return value.map((item) => inGraph(item, typeText, view));
  const input = view.inputs.get(typeText.replaceAll(/[[\]!]/g, ''));
  if (value === null || input === undefined) return value;
  if (input.kind === 'enum') {
    const name = input.names.get(String(value));
    if (name === undefined) throw new UnknownInput(`${value} is not in the graph`);
    return name;
  }
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = input.fields.get(name);
      return field ? [field.name, inGraph(inner, field.type, view)] : [name, inner];
    }),
  );
}
