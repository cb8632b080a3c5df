import {
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { readInteger } from '../harness/exact-text.ts';
import type { JsonObject } from '../harness/scenario.ts';
import { canonical } from './canonical.ts';
import { type ContextArgument, setterOf, soleValue, withoutNulls } from './context-values.ts';
import { fieldNames, type Graph, possibleTypes } from './graph.ts';
import { mergeSelected } from './merge-selected.ts';
import { hashOf, isInShare } from './random.ts';
import { longIntegers } from './random-arguments.ts';
import { isThing, type Thing } from './thing.ts';

const recordsOfType = 4;

/** How much of the data is null or fails, as shares from 0 to 1. */
export interface WorldOptions {
  readonly seed: number;
  readonly nulls: number;
  /** The share of nullable fields on which no other subgraph depends. */
  readonly errors: number;
  /** The content of strings; they are short and meaningless unless given. */
  readonly texts?: readonly string[];
}

/**
 * Data for a whole graph: the value of a field is determined by the seed, the object, the arguments and its
 * requirement.
 */
export class World {
  readonly graph: Graph;
  readonly options: WorldOptions;
  readonly #entities: ReadonlySet<string>;
  readonly #dependedOn: ReadonlySet<string>;

  constructor(graph: Graph, options: WorldOptions) {
    this.graph = graph;
    this.options = options;
    this.#entities = entityTypes(graph);
    this.#dependedOn = fieldsDependedOn(graph);
  }

  /** All entities that a value of this type can be. */
  entities(typename: string): Thing[] {
    return possibleTypes(this.graph.whole, this.graph.whole.getType(typename)).flatMap((type) =>
      Array.from({ length: recordsOfType }, (_, index) => ({ typename: type, identity: `${type}/${index}` })),
    );
  }

  /**
   * The value of a field; throws if the data has an error. Arguments of contexts are read from the enclosing objects.
   */
  read(thing: Thing, fieldName: string, args: JsonObject): unknown {
    const contextual = this.contextArguments(thing, fieldName);
    if (contextual.length === 0) return this.#readWith(thing, fieldName, args);
    const values = contextual.map((argument) => {
      const setter = setterOf(thing, argument);
      return [argument.name, setter ? soleValue(this.select(setter, argument.selection)) : null];
    });
    return this.#readWith(
      thing,
      fieldName,
      withoutNulls({ ...args, ...Object.fromEntries(values) }, contextual),
    );
  }

  contextArguments({ typename }: Thing, fieldName: string): readonly ContextArgument[] {
    for (const { contextArguments } of this.graph.subgraphs.values()) {
      const found = contextArguments.get(`${typename}.${fieldName}`);
      if (found !== undefined) return found;
    }
    return [];
  }

  #readWith(thing: Thing, fieldName: string, args: JsonObject): unknown {
    const required = this.#requiredBy(thing.typename, fieldName);
    return this.compute(thing, fieldName, args, required && this.select(thing, required));
  }

  /** The value of a field for this fetched requirement. */
  compute(thing: Thing, fieldName: string, args: JsonObject, required: unknown): unknown {
    const { seed, errors } = this.options;
    const { type } = this.#field(thing.typename, fieldName);
    const key = `${thing.identity}.${fieldName}(${canonical(args)})${required === undefined ? '' : canonical(required)}`;
    const mayFail = !isNonNullType(type) && !this.#dependedOn.has(fieldName);
    if (mayFail && isInShare(errors, seed, 'error', key)) {
      throw new GraphQLError('the data has an error here', { extensions: { code: 'BROKEN' } });
    }
    return this.#generate(type, key, () => this.#typesAt(thing.typename, fieldName, getNamedType(type)));
  }

  /** The part of an object that a field set selects. */
  select(thing: Thing, { selections }: SelectionSetNode): JsonObject {
    const selected: JsonObject[] = [];
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? thing.typename;
        if (this.graph.isOfType(thing.typename, condition)) {
          selected.push(this.select(thing, selection.selectionSet));
        }
      } else if (selection.kind === Kind.FIELD) {
        const { name, selectionSet } = selection;
        if (name.value === '__typename') continue;
        const value = this.read(
          thing,
          name.value,
          getArgumentValues(this.#field(thing.typename, name.value), selection),
        );
        selected.push({ [name.value]: selectionSet ? this.#selectIn(value, selectionSet) : value });
      }
    }
    return mergeSelected(selected);
  }

  #selectIn(value: unknown, selectionSet: SelectionSetNode): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#selectIn(item, selectionSet));
    return isThing(value) ? this.select(value, selectionSet) : value;
  }

  #field(typename: string, fieldName: string): GraphQLField<unknown, unknown> {
    const type = this.graph.whole.getType(typename);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
    if (field === undefined) throw new TypeError(`unknown field ${typename}.${fieldName}`);
    return field;
  }

  #requiredBy(typename: string, fieldName: string): SelectionSetNode | undefined {
    const type = this.graph.whole.getType(typename);
    const names = isObjectType(type)
      ? [typename, ...type.getInterfaces().map(({ name }) => name)]
      : [typename];
    for (const { requires } of this.graph.subgraphs.values()) {
      for (const name of names) {
        const required = requires.get(`${name}.${fieldName}`);
        if (required !== undefined) return required;
      }
    }
    return undefined;
  }

  #generate(type: GraphQLOutputType, key: string, typesHere: () => readonly string[]): unknown {
    const { seed, nulls } = this.options;
    if (isNonNullType(type)) return this.#generatePresent(type.ofType, key, typesHere);
    return isInShare(nulls, seed, 'null', key) ? null : this.#generatePresent(type, key, typesHere);
  }

  #generatePresent(type: GraphQLOutputType, key: string, typesHere: () => readonly string[]): unknown {
    const hash = hashOf(this.options.seed, key);
    if (isNonNullType(type)) return this.#generatePresent(type.ofType, key, typesHere);
    if (isListType(type)) {
      return Array.from({ length: hash % 4 }, (_, index) =>
        this.#generate(type.ofType, `${key}/${index}`, typesHere),
      );
    }
    if (isLeafType(type)) return this.#leaf(type, hash);
    const types = typesHere();
    const typename = types[hash % types.length];
    if (typename === undefined) return null;
    if (typename === this.graph.whole.getQueryType()?.name) return { typename, identity: typename };
    if (!this.#entities.has(typename)) return { typename, identity: key };
    return { typename, identity: `${typename}/${hashOf(key, this.options.seed) % recordsOfType}` };
  }

  #leaf(type: GraphQLNamedType, hash: number): unknown {
    const { texts } = this.options;
    const text = type.name === 'String' && texts ? texts[hash % texts.length] : undefined;
    return text ?? leaf(type, hash);
  }

  /** The types that all subgraphs agree to have this field. */
  #typesAt(parent: string, fieldName: string, type: GraphQLNamedType): readonly string[] {
    const all = possibleTypes(this.graph.whole, type);
    if (!isAbstractType(type)) return all;
    const parentType = this.graph.whole.getType(parent);
    const parents = isObjectType(parentType)
      ? [parent, ...parentType.getInterfaces().map(({ name }) => name)]
      : [parent];
    const owners = [...this.graph.subgraphs.values()].filter(({ owned }) =>
      parents.some((name) => owned.has(`${name}.${fieldName}`)),
    );
    return owners.reduce((types, { schema, interfaceObjects }) => {
      if (interfaceObjects.has(type.name)) return types;
      const known = possibleTypes(schema, schema.getType(type.name));
      return types.filter((name) => known.includes(name));
    }, all);
  }
}

function leaf(type: GraphQLNamedType, hash: number): unknown {
  if (isEnumType(type)) return type.getValues()[hash % type.getValues().length]?.name ?? null;
  if (type.name === 'Int') return hash % 1000;
  if (type.name === 'BigInt') return longInteger(hash);
  if (type.name === 'Float') return (hash % 1000) / 8;
  if (type.name === 'Boolean') return hash % 2 === 0;
  if (type.name === 'ID' || type.name === 'String' || hash % 2 === 0)
    return `${type.name[0]}${hash.toString(36)}`;
  return { scalar: [hash % 10, null] };
}

/** Many differ only in their last digits. */
function longInteger(hash: number): number | bigint {
  const digits = longIntegers[hash % longIntegers.length] ?? '0';
  const apart = hash % 4 === 0 && digits.length > 2 ? hash % 9973 : hash % 99_991;
  return readInteger(`${BigInt(digits) + BigInt(apart)}`);
}

function entityTypes({ whole, subgraphs }: Graph): ReadonlySet<string> {
  const types = [...subgraphs.values()].flatMap(({ keys }) => [...keys.keys()]);
  return new Set(types.flatMap((name) => possibleTypes(whole, whole.getType(name))));
}

/** The names of the fields in `@key`, `@requires` and `@fromContext`. */
export function fieldsDependedOn({ subgraphs }: Graph): ReadonlySet<string> {
  const sets = [...subgraphs.values()].flatMap(({ keys, requires, contextArguments }) => [
    ...[...keys.values()].flat(),
    ...requires.values(),
    ...[...contextArguments.values()].flatMap((all) => all.map(({ selection }) => selection)),
  ]);
  return new Set(sets.flatMap(fieldNames));
}
