import {
  type GraphQLArgument,
  GraphQLInt,
  GraphQLString,
  getNamedType,
  isEnumType,
  isListType,
  Kind,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { ArgumentValue } from '../../view.ts';
import {
  argumentLocation,
  argumentOf,
  type DirectiveUse,
  findDirective,
  textOf,
} from '../declarations/declarations.ts';
import { imageParts } from '../declarations/directive-table.ts';
import type { Scope } from '../declarations/scope.ts';
import type { FieldContext } from '../fields/field-context.ts';
import type { ResolvedStep } from '../fields/resolve-path.ts';

/** The values of the slot, by argument of the last step. */
export type ImageArguments = ReadonlyMap<string, ArgumentValue>;

/** Reads the arguments that `@image(args:)` passes upstream; reports arguments that the last step does not have. */
export function readImageArguments(context: FieldContext, last: ResolvedStep | undefined): ImageArguments {
  const { scope, declared } = context;
  const use = findDirective(declared, 'image');
  const found = new Map<string, ArgumentValue>();
  const argument = argumentOf(use, 'args');
  if (use === undefined || argument?.value.kind !== Kind.OBJECT) return found;
  const slot = slotOf(scope, use);
  const known = last?.field?.args ?? [];
  for (const { name, value } of argument.value.fields) {
    const part = imageParts.find((one) => one === name.value);
    const target = value.kind === Kind.STRING ? value.value : '';
    const receiver = known.find((one) => one.name === target);
    const refuse = (message: string): void => scope.problems.report(argument.valueLocation, message);
    if (receiver === undefined) {
      const hint = nearest(
        target,
        known.map((one) => one.name),
      );
      const owner = last ? `${last.type.name}.${last.name}` : `${context.owner.name}.${context.name}`;
      refuse(`${owner} has no argument ${target}${hint}`);
    } else if (last?.given.some((one) => one.name.value === target) || found.has(target)) {
      refuse(`the argument ${target} already has a value`);
    } else if (part && !canReceive(part, receiver)) {
      const allowed = part === 'format' ? 'String or an enum' : 'Int';
      refuse(`the ${part} of an image must be ${allowed}; the argument ${target} is ${receiver.type}`);
    } else if (part && slot !== undefined) found.set(target, { kind: 'slot', slot, part });
  }
  return found;
}

function canReceive(part: (typeof imageParts)[number], { type }: GraphQLArgument): boolean {
  const named = getNamedType(type);
  if (isListType('ofType' in type ? type.ofType : type) || isListType(type)) return false;
  return part === 'format' ? named === GraphQLString || isEnumType(named) : named === GraphQLInt;
}

/** The slot by its name in the settings: `CARD` is `card`, `HERO_LOW` is `heroLow`. Reports an unknown slot. */
export function slotOf({ slots, problems }: Scope, use: DirectiveUse): string | undefined {
  const written = textOf(use, 'slot') ?? '';
  const plain = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();
  const slot = slots.find((one) => one === written) ?? slots.find((one) => plain(one) === plain(written));
  if (slot !== undefined) return slot;
  const shown = slots.length === 0 ? '; view.images defines no slots' : nearest(written, slots);
  problems.report(argumentLocation(use, 'slot'), `unknown image slot ${written}${shown}`);
  return undefined;
}
