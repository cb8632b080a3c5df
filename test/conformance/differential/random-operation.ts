import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  OverlappingFieldsCanBeMergedRule,
  PossibleFragmentSpreadsRule,
  parse,
  validate,
} from 'graphql';
import type { JsonObject } from '../harness/scenario.ts';
import type { Random } from './random.ts';
import { RandomArguments } from './random-arguments.ts';

export interface OperationText {
  readonly query: string;
  readonly variables: JsonObject;
}

/** The characteristics of a random operation. */
export interface OperationStyle {
  /** With all valid constructs; it selects the type of abstract values. */
  readonly isRich: boolean;
  /** The share of the selections under a condition, from 0 to 1. */
  readonly conditions: number;
  /** The share of the conditions that use a variable of an earlier condition. */
  readonly sameVariable: number;
  /** The share of the fields under an alias. */
  readonly aliases: number;
  /** The names for half of the aliases; the others are names of fields of the same type. */
  readonly aliasNames: readonly string[];
  readonly maxDepth: number;
  readonly maxFields: number;
}

export const plainStyle: OperationStyle = {
  isRich: false,
  conditions: 0.1,
  sameVariable: 0,
  aliases: 0.15,
  aliasNames: ['id', 'a', 'b', 'constructor', 'toString', 'key'],
  maxDepth: 5,
  maxFields: 24,
};

export const richStyle: OperationStyle = { ...plainStyle, isRich: true };

const attempts = 50;
// The only rules that the writer does not guarantee by itself.
const mergeRules = [OverlappingFieldsCanBeMergedRule, PossibleFragmentSpreadsRule];

/** A valid operation for this schema. */
export function randomOperation(schema: GraphQLSchema, random: Random, style = plainStyle): OperationText {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const operation = new OperationWriter(schema, random, style).write();
    if (validate(schema, parse(operation.query), mergeRules).length === 0) return operation;
  }
  return { query: '{ __typename }', variables: {} };
}

/** Writes operations that are valid except for fields that cannot be merged. */
class OperationWriter {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #arguments: RandomArguments;
  readonly #fragments: string[] = [];
  readonly #written: { readonly name: string; readonly on: GraphQLNamedType }[] = [];
  readonly #style: OperationStyle;
  readonly #conditionVariables: string[] = [];
  #fieldsLeft: number;

  constructor(schema: GraphQLSchema, random: Random, style: OperationStyle) {
    this.#schema = schema;
    this.#random = random;
    this.#style = style;
    this.#fieldsLeft = style.maxFields;
    this.#arguments = new RandomArguments(random, style.isRich);
  }

  write(): OperationText {
    const mutation = this.#schema.getMutationType();
    const isMutation = mutation && this.#random.chance(0.1);
    const root = isMutation ? mutation : this.#schema.getQueryType();
    if (!root) throw new TypeError('the schema has no queries');
    const body = this.#selectionSet(root, this.#style.maxDepth);
    const { definitions, values } = this.#arguments;
    const head = definitions.length > 0 ? ` (${definitions.join(', ')})` : '';
    const operation = `${isMutation ? 'mutation' : 'query'}${head} ${body}`;
    return { query: [operation, ...this.#fragments].join('\n'), variables: Object.fromEntries(values) };
  }

  #selectionSet(type: GraphQLNamedType, depth: number): string {
    const random = this.#random;
    const count = 1 + random.integer(4);
    const selections = Array.from({ length: count }, () => this.#selection(type, depth));
    if (this.#style.isRich && isAbstractType(type)) selections.unshift('__typename');
    if (this.#style.isRich && type === this.#schema.getQueryType() && random.chance(0.1))
      selections.push('__schema { queryType { name } }');
    return `{ ${selections.filter((text) => text !== '').join(' ') || '__typename'} }`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const random = this.#random;
    if (random.chance(0.1)) return `${random.chance(0.3) ? 'kind: ' : ''}__typename${this.#condition()}`;
    if (isUnionType(type) || random.chance(isAbstractType(type) ? 0.4 : 0.12))
      return this.#fragment(type, depth);
    if (!isObjectType(type) && !isInterfaceType(type)) return '';
    const fields = Object.values(type.getFields());
    const usable = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    return usable.length > 0 ? this.#field(random.pick(usable), fields, depth) : '__typename';
  }

  #field(
    field: GraphQLField<unknown, unknown>,
    siblings: readonly GraphQLField<unknown, unknown>[],
    depth: number,
  ): string {
    if (this.#fieldsLeft <= 0) return '';
    this.#fieldsLeft -= 1;
    const type = getNamedType(field.type);
    const inner = isCompositeType(type) ? ` ${this.#selectionSet(type, depth - 1)}` : '';
    return `${this.#alias(siblings)}${field.name}${this.#arguments.write(field)}${this.#condition()}${inner}`;
  }

  #alias(siblings: readonly GraphQLField<unknown, unknown>[]): string {
    const random = this.#random;
    if (!random.chance(this.#style.aliases)) return '';
    return `${random.chance(0.5) ? random.pick(siblings).name : random.pick(this.#style.aliasNames)}: `;
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    const random = this.#random;
    if (depth <= 0) return '__typename';
    const condition = random.pick(this.#conditionTypes(type));
    // Not a fragment that is being written: fragments do not contain themselves.
    const again = this.#style.isRich ? this.#written.filter(({ on }) => on === condition) : [];
    if (again.length > 0 && random.chance(0.4)) return `...${random.pick(again).name}${this.#condition()}`;
    const body = this.#selectionSet(condition, depth - 1);
    if (random.chance(0.3)) {
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${condition.name} ${body}`);
      this.#written.push({ name, on: condition });
      return `...${name}${this.#condition()}`;
    }
    const on = condition === type && random.chance(0.5) ? '' : ` on ${condition.name}`;
    return `...${on}${this.#condition()} ${body}`;
  }

  /** Types that a value of this type can also have. */
  #conditionTypes(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    if (isObjectType(type)) return [type, ...type.getInterfaces()];
    if (!isAbstractType(type)) return [type];
    const members = this.#schema.getPossibleTypes(type);
    return [type, ...members, ...members, ...members.flatMap((member) => member.getInterfaces())];
  }

  #condition(): string {
    const random = this.#random;
    if (!random.chance(this.#style.conditions)) return '';
    const on = random.chance(0.5) ? 'include' : 'skip';
    const value = random.chance(0.5);
    const condition = random.chance(0.6) ? this.#conditionVariable(value) : String(value);
    const other = random.chance(0.2)
      ? ` @${on === 'skip' ? 'include' : 'skip'}(if: ${random.chance(0.5)})`
      : '';
    return ` @${on}(if: ${condition})${other}`;
  }
  #conditionVariable(value: boolean): string {
    const { sameVariable } = this.#style;
    const names = this.#conditionVariables;
    if (sameVariable > 0 && names.length > 0 && this.#random.chance(sameVariable)) {
      return this.#random.pick(names);
    }
    const name = this.#arguments.variable('Boolean!', value);
    names.push(name);
    return name;
  }
}
