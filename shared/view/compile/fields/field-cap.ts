import { GraphQLInt, isNonNullType } from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { Cap } from '../../view.ts';
import type { OwnArgument } from '../arguments/own-arguments.ts';
import { argumentLocation, findDirective, intOf, textOf } from '../declarations/declarations.ts';
import { coordinateOf, type FieldContext } from './field-context.ts';

export interface FieldCap extends Cap {
  /** The name of the argument in the view files. */
  readonly argument: string;
}

/** Reads the `@cap` of an argument; reports arguments that it cannot bound. */
export function readCap(context: FieldContext, own: readonly OwnArgument[]): FieldCap | undefined {
  const { declared, scope } = context;
  const use = findDirective(declared, 'cap');
  const max = intOf(use, 'max');
  if (use === undefined || max === undefined || textOf(use, 'mode') === 'SLICE') return undefined;
  const refuse = (name: string, message: string): undefined => {
    scope.problems.report(argumentLocation(use, name), message);
    return undefined;
  };
  const name = textOf(use, 'arg');
  if (name === undefined) {
    return refuse('', '@cap needs arg (the argument that sets the number of items) or mode: SLICE');
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
  if (given === undefined)
    return refuse('', '@cap needs default, the number of items when the argument is absent');
  if (given > max) return refuse('default', `the default must not exceed max (${max}); found ${given}`);
  if (argument.hasOwnDefault) return refuse('default', `the argument ${name} already declares a default`);
  return { argument: name, default: given, max };
}
