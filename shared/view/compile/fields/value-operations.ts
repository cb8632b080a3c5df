import {
  GraphQLFloat,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  isLeafType,
  isScalarType,
  isSpecifiedScalarType,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { ValueOperation } from '../../view.ts';
import { defaultValueOf } from '../arguments/default-value.ts';
import { slotOf } from '../arguments/image-arguments.ts';
import type { InputPlans } from '../arguments/input-plans.ts';
import {
  argumentLocation,
  argumentOf,
  type DirectiveUse,
  intOf,
  textOf,
} from '../declarations/declarations.ts';
import { coordinateOf, type FieldContext } from './field-context.ts';
import { compileFormat } from './format-operation.ts';
import { hasLists, nonNull } from './value-type.ts';

export interface CompiledValue {
  readonly operations: readonly ValueOperation[];
  /** The type of the value after the operations, without the effect of a default. */
  readonly type: GraphQLOutputType;
  /** Whether a default ensures that it is never null. */
  readonly hasDefault: boolean;
  readonly requires: SelectionSetNode | undefined;
  /** `@cap(mode: SLICE)`, if declared. */
  readonly slice: { readonly max: number; readonly use: DirectiveUse } | undefined;
}

/** The directives that each directive must precede. */
const mustPrecede: Readonly<Record<string, readonly string[]>> = {
  image: ['strip', 'truncate', 'format'],
  strip: ['truncate', 'format'],
  truncate: ['format'],
  round: ['format'],
};

/**
 * Compiles the value directives of a field, in the order in which they are written; undefined if the type of the result is
 * unknown. `type`: the type of the value that they receive.
 */
export function compileValue(
  context: FieldContext,
  type: GraphQLOutputType,
  /** Whether the value is a field of an object with a currency. */
  isMoney: boolean,
): CompiledValue | undefined {
  const { declared, inputs, scope } = context;
  const operations: ValueOperation[] = [...enumOperation(inputs, type)];
  let current = type;
  let hasDefault = false;
  let requires: SelectionSetNode | undefined;
  let slice: CompiledValue['slice'];
  const earlier = new Set<string>();
  for (const use of declared?.directives ?? []) {
    const late = mustPrecede[use.name]?.find((name) => earlier.has(name));
    earlier.add(use.name);
    if (late !== undefined) {
      scope.problems.report(use.location, `@${use.name} must precede @${late}`);
      continue;
    }
    if (use.name === 'cap' && textOf(use, 'mode') === 'SLICE') {
      slice = compileSlice(context, use, current);
      if (slice) operations.push({ op: 'slice', max: slice.max });
    } else if (use.name === 'default') {
      const operation = compileDefault(context, use, current);
      if (operation) operations.push(operation);
      hasDefault = true;
    } else if (use.name === 'format') {
      const format = compileFormat(context, use, current);
      if (format === undefined) return undefined;
      operations.push({ op: 'format', format: format.format });
      requires = format.requires;
      current = format.type;
    } else {
      const operation = compileLeafOperation(context, use, current, isMoney);
      if (operation) operations.push(operation);
    }
  }
  return { operations, type: current, hasDefault, requires, slice };
}

/** The renaming of enum values, if the published values differ from those of the graph. */
function enumOperation({ enums }: InputPlans, type: GraphQLOutputType): readonly ValueOperation[] {
  const plan = enums.get(getNamedType(type).name);
  if (plan === undefined) return [];
  const { values, fallback } = plan;
  const isSame =
    fallback === undefined &&
    values.length === plan.type.getValues().length &&
    values.every((value) => value.name === value.publishedName);
  if (isSame) return [];
  const names = new Map(
    values.filter(({ isKnown }) => isKnown).map((value) => [value.name, value.publishedName]),
  );
  return [{ op: 'enum', names, fallback }];
}

function compileSlice(
  context: FieldContext,
  use: DirectiveUse,
  type: GraphQLOutputType,
): CompiledValue['slice'] {
  const { problems } = context.scope;
  for (const name of ['arg', 'default']) {
    const given = argumentOf(use, name);
    if (given) problems.report(given.location, `@cap(mode: SLICE) has no argument ${name}; allowed: max`);
  }
  const max = intOf(use, 'max');
  if (hasLists(type)) return max === undefined ? undefined : { max, use };
  problems.report(use.location, `@cap(mode: SLICE) needs a list; ${coordinateOf(context)} is ${type}`);
  return undefined;
}

function compileDefault(
  context: FieldContext,
  use: DirectiveUse,
  type: GraphQLOutputType,
): ValueOperation | undefined {
  const { inputs, scope } = context;
  const literal = argumentOf(use, 'value')?.value;
  if (literal === undefined) return undefined;
  if (!isLeafType(getNamedType(type))) {
    const message = `@default needs scalar or enum values; ${coordinateOf(context)} is ${type}`;
    scope.problems.report(use.location, message);
    return undefined;
  }
  const found = defaultValueOf(inputs, literal, nonNull(type));
  if (found) return { op: 'default', value: found.value };
  const message = `the default must be a value of ${nonNull(type)}; found ${print(literal)}`;
  scope.problems.report(argumentLocation(use, 'value'), message);
  return undefined;
}

function compileLeafOperation(
  context: FieldContext,
  use: DirectiveUse,
  type: GraphQLOutputType,
  isMoney: boolean,
): ValueOperation | undefined {
  const { scope } = context;
  const named = getNamedType(type);
  const needs = (allowed: string): undefined => {
    const message = `@${use.name} needs a ${allowed}; ${coordinateOf(context)} is ${type}`;
    scope.problems.report(use.location, message);
    return undefined;
  };
  switch (use.name) {
    case 'image': {
      if (argumentOf(use, 'args')) {
        const isUrl = named === GraphQLString || (isScalarType(named) && !isSpecifiedScalarType(named));
        return isUrl ? undefined : needs('String that is a URL');
      }
      if (named !== GraphQLString) return needs('String that is a URL');
      const slot = slotOf(scope, use);
      return slot === undefined ? undefined : { op: 'image', slot };
    }
    case 'strip':
      return named === GraphQLString ? { op: 'strip' } : needs('String');
    case 'truncate': {
      if (named !== GraphQLString) return needs('String');
      const at = textOf(use, 'at') === 'GRAPHEME' ? 'GRAPHEME' : 'WORD';
      const max = intOf(use, 'max') ?? 0;
      const ellipsis = textOf(use, 'ellipsis') ?? '…';
      if (ellipsis.length < max) return { op: 'truncate', max, at, ellipsis };
      const message = `the ellipsis must be shorter than max (${max}); found ${JSON.stringify(ellipsis)}`;
      scope.problems.report(argumentLocation(use, 'ellipsis'), message);
      return undefined;
    }
    case 'round': {
      if (isMoney && named === GraphQLFloat) {
        const message = `@round is not allowed for money; ${coordinateOf(context)} is an amount (use @format(as: CURRENCY))`;
        scope.problems.report(use.location, message);
        return undefined;
      }
      if (named !== GraphQLFloat) return needs('Float');
      const mode = textOf(use, 'mode');
      const known = mode === 'HALF_UP' || mode === 'DOWN' || mode === 'UP' ? mode : 'HALF_EVEN';
      return { op: 'round', digits: intOf(use, 'digits') ?? 0, mode: known };
    }
    default:
      return undefined;
  }
}
