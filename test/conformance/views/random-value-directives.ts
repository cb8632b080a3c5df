import {
  GraphQLFloat,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Random } from '../differential/random.ts';
import { literalOf } from './random-literal.ts';

/**
 * The directives for values of a type; `type`: the resulting type. `isNew`: for a field that the graph does not have.
 */
export function valueDirectives(
  given: GraphQLOutputType,
  random: Random,
  isNew: boolean,
): { readonly directives: string[]; readonly type: GraphQLOutputType } {
  const named = getNamedType(given);
  const directives: string[] = [];
  let type = given;
  let isFormatted = false;
  if (named === GraphQLString) {
    if (random.chance(0.2)) directives.push('@image(slot: CARD)');
    if (random.chance(0.25)) directives.push('@strip');
    if (random.chance(0.3)) {
      const at = random.chance(0.3) ? ', at: GRAPHEME' : '';
      const ellipsis = random.chance(0.3) ? ', ellipsis: ""' : '';
      directives.push(`@truncate(max: ${2 + random.integer(14)}${at}${ellipsis})`);
    }
  }
  if (named === GraphQLFloat && random.chance(0.4)) {
    directives.push(
      `@round(digits: ${random.integer(3)}, mode: ${random.pick(['HALF_EVEN', 'HALF_UP', 'DOWN', 'UP'])})`,
    );
  }
  if (isNew) {
    const format = formatOf(given, random);
    if (format !== undefined && random.chance(0.5)) {
      directives.push(`@format(${format})`);
      type = textOf(given);
      isFormatted = true;
    }
  }
  if (isLeafType(getNamedType(type)) && random.chance(0.25)) {
    const directive = `@default(value: ${literalOf(type, random)})`;
    if (isFormatted || random.chance(0.6)) directives.push(directive);
    else directives.unshift(directive);
    if (isNew && random.chance(0.5) && !isNonNullType(type)) type = new GraphQLNonNull(getNullableType(type));
  }
  return { directives, type };
}

function formatOf(type: GraphQLOutputType, random: Random): string | undefined {
  const named = getNamedType(type);
  if (named === GraphQLInt || named === GraphQLFloat) {
    return random.chance(0.5)
      ? 'as: DURATION'
      : `as: NUMBER, digits: ${random.integer(3)}, compact: ${random.chance(0.3)}`;
  }
  if (named === GraphQLString)
    return `as: DATE, style: ${random.pick(['SHORT', 'MEDIUM', 'LONG'])}, time: ${random.chance(0.5)}`;
  if (!isObjectType(named)) return undefined;
  const { amount, currency } = named.getFields();
  return amount && currency ? 'as: CURRENCY' : undefined;
}

/** Formats values as strings. A currency's amount is always present, as in all graphs that have one. */
function textOf(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return new GraphQLNonNull(getNullableType(textOf(type.ofType)));
  return isListType(type) ? new GraphQLList(textOf(type.ofType)) : GraphQLString;
}
