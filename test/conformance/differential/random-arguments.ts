import {
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Random } from './random.ts';

type Value =
  | string
  | number
  | boolean
  | null
  | { readonly enum: string }
  | readonly Value[]
  | ReadonlyMap<string, Value>;

/** Writes arguments, as literals and as variables, and keeps what the variables are. */
export class RandomArguments {
  readonly #random: Random;
  readonly definitions: string[] = [];
  readonly values = new Map<string, unknown>();

  constructor(random: Random) {
    this.#random = random;
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
        const value = this.#value(type, 2);
        return `${name}: ${random.chance(0.4) ? this.variable(String(type), plain(value)) : literal(value)}`;
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

  #value(type: GraphQLInputType, depth: number): Value {
    const random = this.#random;
    if (isNonNullType(type)) return this.#present(type.ofType, depth);
    return random.chance(0.1) ? null : this.#present(type, depth);
  }

  #present(type: GraphQLInputType, depth: number): Value {
    const random = this.#random;
    if (isNonNullType(type)) return this.#present(type.ofType, depth);
    if (isListType(type)) {
      return Array.from({ length: random.integer(3) }, () => this.#value(type.ofType, depth - 1));
    }
    if (isEnumType(type)) return { enum: random.pick(type.getValues()).name };
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) =>
          (isNonNullType(field.type) && field.defaultValue === undefined) ||
          (depth > 0 && random.chance(0.5)),
      );
      return new Map(fields.map((field) => [field.name, this.#value(field.type, depth - 1)]));
    }
    if (type.name === 'Boolean') return random.chance(0.5);
    if (type.name === 'Float') return random.integer(8) / 2;
    if (type.name === 'Int') return random.integer(4);
    return random.pick(['a', 'b', 'quoted "c"', '']);
  }
}

/** As a variable carries it. */
function plain(value: Value): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, inner]) => [name, plain(inner)]));
  if (Array.isArray(value)) return value.map(plain);
  return isEnumValue(value) ? value.enum : value;
}

/** As a document writes it. */
function literal(value: Value): string {
  if (value instanceof Map)
    return `{ ${[...value].map(([name, inner]) => `${name}: ${literal(inner)}`).join(', ')} }`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return isEnumValue(value) ? value.enum : JSON.stringify(value);
}

function isEnumValue(value: Value): value is { readonly enum: string } {
  return typeof value === 'object' && value !== null && 'enum' in value;
}
