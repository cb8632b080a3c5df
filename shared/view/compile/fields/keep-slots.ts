import {
  GraphQLList,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isLeafType,
  isListType,
  isUnionType,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { ValueOperation, ViewStep } from '../../view.ts';
import { argumentLocation, findDirective, textOf } from '../declarations/declarations.ts';
import { coordinateOf, type FieldContext } from './field-context.ts';
import { hasLists, nonNull, nullable } from './value-type.ts';

export interface CompiledSlots {
  readonly operation: ValueOperation;
  /** The type of the list; its items are never null. */
  readonly type: GraphQLOutputType;
}

/** Compiles the `@keepSlots` of a list of the type; reports invalid arguments and keys. */
export function compileKeepSlots(
  context: FieldContext,
  steps: readonly ViewStep[],
  type: GraphQLOutputType,
): CompiledSlots | undefined {
  const { declared, scope } = context;
  const use = findDirective(declared, 'keepSlots');
  if (use === undefined) return undefined;
  const name = textOf(use, 'argument') ?? '';
  const key = textOf(use, 'key') ?? '';
  const refuse = (argumentName: string, message: string): undefined => {
    scope.problems.report(argumentLocation(use, argumentName), message);
    return undefined;
  };
  const list = nullable(type);
  const item = getNamedType(type);
  if (!isListType(list) || hasLists(list.ofType) || !isCompositeType(item)) {
    return refuse('', `@keepSlots needs a list of objects; ${coordinateOf(context)} is ${type}`);
  }
  const cap = findDirective(declared, 'cap');
  if (textOf(cap, 'mode') === 'SLICE')
    return refuse('', '@keepSlots and @cap(mode: SLICE) contradict each other');
  const given = steps.at(-1)?.arguments ?? [];
  const argument = given.find((one) => one.name === name);
  if (argument === undefined) {
    const hint = nearest(
      name,
      given.map((one) => one.name),
    );
    return refuse(
      'argument',
      `the keys must be an argument of the last step of ${coordinateOf(context)}; found ${name}${hint}`,
    );
  }
  if (!argument.type.startsWith('[')) {
    return refuse('argument', `the keys must be a list; ${name} is ${argument.type}`);
  }
  const fields = isUnionType(item) ? {} : item.getFields();
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (field === undefined)
    return refuse('key', `${item.name} has no field ${key}${nearest(key, Object.keys(fields))}`);
  if (!isLeafType(getNamedType(field.type)) || hasLists(field.type)) {
    return refuse('key', `a key must be a single scalar or enum value; ${item.name}.${key} is ${field.type}`);
  }
  const items = new GraphQLList(nonNull(list.ofType));
  return {
    operation: { op: 'keepSlots', argument: name, key },
    type: list === type ? items : nonNull(items),
  };
}
