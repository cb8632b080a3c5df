import {
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { readInteger, toText } from '../harness/exact-text.ts';
import type { Random } from './random.ts';

type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | { readonly enum: string }
  | { readonly variable: string }
  | readonly Value[]
  | ReadonlyMap<string, Value>;

/** Around the limits of the number types of other languages. */
export const longIntegers = [
  '9007199254740993',
  '9007199254740992',
  '-9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
  '18446744073709551615',
  '123456789012345678901234567890',
  '7',
  '-1',
  '0',
] as const;

/** Writes arguments, as literals and as variables, and records the values of the variables. */
export class RandomArguments {
  readonly #random: Random;
  readonly #isRich: boolean;
  readonly definitions: string[] = [];
  readonly values = new Map<string, unknown>();

  /** `isRich`: with variables inside of lists and objects, and with defaults for more of them. */
  constructor(random: Random, isRich: boolean) {
    this.#random = random;
    this.#isRich = isRich;
  }

  /** `(name: value, ...)`, or nothing. */
  write(field: GraphQLField<unknown, unknown>): string {
    const random = this.#random;
    const given = field.args
      .filter(
        (argument) =>
          (isNonNullType(argument.type) && argument.defaultValue === undefined) || random.chance(0.5),
      )
      .map(({ name, type }) => {
        const value = this.#value(type, 2, false);
        if (random.chance(0.4)) return `${name}: ${this.#argumentVariable(String(type), value)}`;
        return `${name}: ${literal(this.#isRich ? this.#value(type, 2, true) : value)}`;
      });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  /** `$name` of a new variable. Some take their value from their default. */
  variable(type: string, value: unknown): string {
    const name = `v${this.definitions.length}`;
    const isDefault = typeof value === 'boolean' && this.#random.chance(0.3);
    this.definitions.push(`$${name}: ${type}${isDefault ? ` = ${value}` : ''}`);
    if (!isDefault) this.values.set(name, value);
    return `$${name}`;
  }

  #argumentVariable(type: string, value: Value): string {
    if (!this.#isRich || !this.#random.chance(0.3)) return this.variable(type, plain(value));
    const name = `v${this.definitions.length}`;
    const hasDefault = value !== null && this.#random.chance(0.6);
    const typeText = hasDefault || !type.endsWith('!') ? type.replace(/!$/, '') : type;
    // Of the type with its `!`: a nullable variable is only valid with a default.
    this.definitions.push(`$${name}: ${typeText}${hasDefault ? ` = ${literal(value)}` : ''}`);
    if (!hasDefault && type.endsWith('!')) this.values.set(name, plain(value));
    return `$${name}`;
  }

  #value(type: GraphQLInputType, depth: number, hasVariables: boolean): Value {
    const random = this.#random;
    if (hasVariables && depth < 2 && random.chance(0.2)) {
      const variable = this.variable(String(type), plain(this.#value(type, depth, false)));
      return { variable };
    }
    if (isNonNullType(type)) return this.#present(type.ofType, depth, hasVariables);
    return random.chance(0.1) ? null : this.#present(type, depth, hasVariables);
  }

  #present(type: GraphQLInputType, depth: number, hasVariables: boolean): Value {
    const random = this.#random;
    if (isNonNullType(type)) return this.#present(type.ofType, depth, hasVariables);
    if (isListType(type)) {
      return Array.from({ length: random.integer(3) }, () =>
        this.#value(type.ofType, depth - 1, hasVariables),
      );
    }
    if (isEnumType(type)) return { enum: random.pick(type.getValues()).name };
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) =>
          (isNonNullType(field.type) && field.defaultValue === undefined) ||
          (depth > 0 && random.chance(0.5)),
      );
      return new Map(fields.map((field) => [field.name, this.#value(field.type, depth - 1, hasVariables)]));
    }
    if (type.name === 'Boolean') return random.chance(0.5);
    if (type.name === 'Float') return random.integer(8) / 2;
    if (type.name === 'Int') return random.integer(4);
    if (type.name === 'BigInt') return readInteger(random.pick(longIntegers));
    return random.pick(['a', 'b', 'quoted "c"', '']);
  }
}

/** The value in the form of a variable. */
function plain(value: Value): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, inner]) => [name, plain(inner)]));
  if (Array.isArray(value)) return value.map(plain);
  return isEnumValue(value) ? value.enum : value;
}

/** The value in the form of a literal. */
function literal(value: Value): string {
  if (value instanceof Map)
    return `{ ${[...value].map(([name, inner]) => `${name}: ${literal(inner)}`).join(', ')} }`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (isVariable(value)) return value.variable;
  return isEnumValue(value) ? value.enum : toText(value);
}

function isVariable(value: Value): value is { readonly variable: string } {
  return typeof value === 'object' && value !== null && 'variable' in value;
}

function isEnumValue(value: Value): value is { readonly enum: string } {
  return typeof value === 'object' && value !== null && 'enum' in value;
}
