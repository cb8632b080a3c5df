import {
  GraphQLFloat,
  GraphQLInt,
  GraphQLNonNull,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  isSpecifiedScalarType,
  type SelectionSetNode,
} from 'graphql';
import { fieldNode, selectionSetNode } from '../../../core/graphql/nodes.ts';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { Format } from '../../view.ts';
import {
  argumentLocation,
  argumentOf,
  type DirectiveUse,
  flagOf,
  intOf,
  textOf,
} from '../declarations/declarations.ts';
import type { FieldContext } from './field-context.ts';
import { within } from './value-type.ts';

export interface FormatOperation {
  readonly format: Format;
  readonly requires: SelectionSetNode | undefined;
  /** The type of the formatted string. */
  readonly type: GraphQLOutputType;
}

const argumentsOf: Readonly<Record<Format['as'], readonly string[]>> = {
  CURRENCY: ['amount', 'currency'],
  DATE: ['style', 'time'],
  DURATION: [],
  NUMBER: ['digits', 'compact'],
};

/** Compiles the `@format` of values of a type; reports types that it cannot format. */
export function compileFormat(
  context: FieldContext,
  use: DirectiveUse,
  type: GraphQLOutputType,
): FormatOperation | undefined {
  const { problems } = context.scope;
  const as = textOf(use, 'as');
  if (as !== 'CURRENCY' && as !== 'DATE' && as !== 'DURATION' && as !== 'NUMBER') return undefined;
  for (const { name, location } of use.arguments) {
    if (name === 'as' || argumentsOf[as].includes(name)) continue;
    const allowed = argumentsOf[as].length > 0 ? argumentsOf[as].join(', ') : 'none';
    problems.report(location, `@format(as: ${as}) has no argument ${name}; allowed: ${allowed}`);
  }
  if (as === 'CURRENCY') return compileCurrency(context, use, type);
  const named = getNamedType(type);
  const isNumber = named === GraphQLInt || named === GraphQLFloat;
  const isDate = named === GraphQLString || (isScalarType(named) && !isSpecifiedScalarType(named));
  if (as === 'DATE' ? !isDate : !isNumber) {
    const allowed = as === 'DATE' ? 'a String or a date scalar' : 'an Int or a Float';
    problems.report(use.location, `@format(as: ${as}) needs ${allowed}; found ${type}`);
    return undefined;
  }
  const text = within(type, new GraphQLNonNull(GraphQLString));
  return { format: simpleFormat(as, use), requires: undefined, type: text };
}

function simpleFormat(as: 'DATE' | 'DURATION' | 'NUMBER', use: DirectiveUse): Format {
  if (as === 'DURATION') return { as };
  if (as === 'NUMBER') return { as, digits: intOf(use, 'digits'), compact: flagOf(use, 'compact') ?? false };
  const style = textOf(use, 'style');
  const known = style === 'SHORT' || style === 'LONG' ? style : 'MEDIUM';
  return { as, style: known, time: flagOf(use, 'time') ?? false };
}

function compileCurrency(
  { scope }: FieldContext,
  use: DirectiveUse,
  type: GraphQLOutputType,
): FormatOperation | undefined {
  const object = getNamedType(type);
  if (!isObjectType(object) && !isInterfaceType(object)) {
    const message = `@format(as: CURRENCY) needs an object with an amount and a currency; found ${type}`;
    scope.problems.report(use.location, message);
    return undefined;
  }
  const find = (part: 'amount' | 'currency'): GraphQLOutputType | undefined => {
    const name = textOf(use, part) ?? part;
    const fields = object.getFields();
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const location = argumentOf(use, part) ? argumentLocation(use, part) : use.location;
    if (field === undefined) {
      const hint = nearest(name, Object.keys(fields));
      scope.problems.report(location, `${object.name} has no field ${name} for the ${part}${hint}`);
      return undefined;
    }
    const leaf = isNonNullType(field.type) ? field.type.ofType : field.type;
    const isValid =
      part === 'amount'
        ? leaf === GraphQLInt || leaf === GraphQLFloat
        : leaf === GraphQLString || isEnumType(leaf);
    if (isValid && !field.args.some(isRequiredArgument)) return field.type;
    const allowed = part === 'amount' ? 'Int or Float' : 'String or an enum';
    scope.problems.report(
      location,
      `the ${part} must be ${allowed}, without arguments; ${object.name}.${name} is ${field.type}`,
    );
    return undefined;
  };
  const amount = find('amount');
  const currency = find('currency');
  if (amount === undefined || currency === undefined) return undefined;
  const names = {
    amount: textOf(use, 'amount') ?? 'amount',
    currency: textOf(use, 'currency') ?? 'currency',
  };
  const text =
    isNonNullType(amount) && isNonNullType(currency) ? new GraphQLNonNull(GraphQLString) : GraphQLString;
  return {
    format: { as: 'CURRENCY', ...names },
    requires: selectionSetNode([fieldNode(names.amount), fieldNode(names.currency)]),
    type: within(type, text),
  };
}
