import {
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Random } from '../differential/random.ts';

/** A literal of a type of scalars, enums and inputs; never null. */
export function literalOf(type: GraphQLType, random: Random): string {
  if (isNonNullType(type)) return literalOf(type.ofType, random);
  if (isListType(type)) {
    return `[${Array.from({ length: random.integer(3) }, () => literalOf(type.ofType, random)).join(', ')}]`;
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type, random)}`).join(', ')} }`;
  }
  const name = String(type);
  if (name === 'Int') return String(random.integer(4));
  if (name === 'Float') return `${random.integer(9)}.25`;
  if (name === 'Boolean') return String(random.chance(0.5));
  return random.pick(['"a"', '"b"', '"a longer text"']);
}
