import {
  type GraphQLArgument,
  type GraphQLField,
  GraphQLInt,
  type GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  type GraphQLUnionType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { Random } from '../differential/random.ts';
import { literalOf } from './random-literal.ts';
import { valueDirectives } from './random-value-directives.ts';

/** The sources from which objects of the graph can be read. */
export type SourceType = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;

/** Fields in the syntax of a view file, and the types of the view that only they need. */
export interface WrittenFields {
  readonly fields: readonly string[];
  readonly types: readonly string[];
}

interface Way {
  readonly path: string;
  readonly args: readonly string[];
  readonly type: GraphQLOutputType;
  readonly last: GraphQLField<unknown, unknown> | undefined;
}

const computed: Readonly<Record<string, string>> = {
  text: 'String',
  count: 'Int!',
  maybe: 'String',
  list: '[String]',
};

/** Writes random fields of a view. */
export class RandomFields {
  readonly #random: Random;
  #names = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A refined field of the graph. */
  graphField(owner: SourceType, field: GraphQLField<unknown, unknown>): WrittenFields {
    const random = this.#random;
    const isShared = isInterfaceType(owner) || (isObjectType(owner) && isOfInterface(owner, field.name));
    const isOwn = !isShared || !isOfInterface(owner, field.name);
    if (isOwn && random.chance(0.1)) return only(`${field.name}: ${field.type} @hide`);
    const directives: string[] = [];
    const others: string[] = [];
    if (isOwn && random.chance(0.25)) directives.push(`@rename(to: "${this.#newName(owner)}")`);
    if (random.chance(0.6)) directives.push(...valueDirectives(field.type, random, false).directives);
    const int = field.args.find((argument) => getNullableType(argument.type) === GraphQLInt);
    const list = field.args.find((argument) => isListType(getNullableType(argument.type)));
    if (int && !isShared && random.chance(0.5)) {
      const most = 1 + random.integer(3);
      directives.push(`@cap(default: ${random.integer(most + 1)}, max: ${most}, arg: "${int.name}")`);
    } else if (isListType(getNullableType(field.type)) && random.chance(list ? 0.1 : 0.3)) {
      directives.push(`@cap(max: ${1 + random.integer(2)}, mode: SLICE)`);
      others.push(`${this.#name('more')}: Boolean! @hasMore(of: "${field.name}")`);
    } else if (list && isCompositeType(getNamedType(field.type)) && random.chance(0.7)) {
      directives.push(`@keepSlots(argument: "${list.name}", key: "sort")`);
    }
    if (int && !isShared && getNamedType(field.type) === GraphQLString && random.chance(0.3)) {
      directives.push(`@image(slot: CARD, args: { width: "${int.name}" })`);
    }
    const args =
      !isShared && !directives.some((one) => /cap|Slots|args/.test(one)) ? this.#refinedArgs(field) : '';
    return {
      fields: [`${field.name}${args}: ${field.type} ${directives.join(' ')}`, ...others],
      types: [],
    };
  }

  /** A field that the graph does not have. */
  newField(source: SourceType, depth: number): WrittenFields {
    const random = this.#random;
    if (random.chance(0.25)) return this.#compute(source);
    if (depth > 0 && !isUnionType(source) && random.chance(0.25)) {
      const { name, types } = this.#viewType(source, depth - 1);
      return { fields: [`${this.#newName(source)}: ${name}${random.chance(0.8) ? '!' : ''} @wrap`], types };
    }
    const way = this.#way(source);
    const named = getNamedType(way.type);
    const { directives, type } = valueDirectives(way.type, random, true);
    const args = [...way.args];
    const int = way.last?.args.find((argument) => getNullableType(argument.type) === GraphQLInt);
    if (int && !way.path.slice(way.path.lastIndexOf('.') + 1).includes(`${int.name}:`)) {
      if (random.chance(0.3)) directives.unshift(`@argument(name: "${int.name}", fn: "size")`);
      else if (!args.some((one) => one.startsWith(`${int.name}:`)) && random.chance(0.4)) {
        args.push(`${int.name}: ${int.type}${random.chance(0.3) ? ' = 3' : ''}`);
        if (random.chance(0.5)) directives.unshift(`@cap(default: 1, max: 2, arg: "${int.name}")`);
      }
    }
    const ids = way.last?.args.find((argument) => isListType(getNullableType(argument.type)));
    const isFlat = isListType(getNullableType(way.type)) && !/\]!?\]/.test(String(way.type));
    if (ids && isFlat && isCompositeType(named) && !way.path.includes(`${ids.name}:`)) {
      args.push(`${ids.name}: ${ids.type}${random.chance(0.3) ? ' @rename(to: "keys")' : ''}`);
      directives.push(`@keepSlots(argument: "${ids.name}", key: "sort")`);
    }
    const isComposite = isCompositeType(named) && !directives.some((one) => one.startsWith('@format'));
    const view =
      isComposite && !isUnionType(named) && depth > 0 && random.chance(0.5)
        ? this.#viewType(named, depth - 1)
        : undefined;
    const written = random.chance(0.2) ? String(type).replaceAll('!', '') : String(type);
    const shown = view ? written.replace(named.name, view.name) : written;
    const name = this.#newName(source);
    const others: string[] = [];
    if (
      isListType(getNullableType(type)) &&
      !directives.some((one) => one.includes('Slots')) &&
      random.chance(0.2)
    ) {
      directives.push(`@cap(max: ${1 + random.integer(2)}, mode: SLICE)`);
      others.push(`${this.#name('more')}: Boolean! @hasMore(of: "${name}")`);
    }
    const head = `${name}${args.length > 0 ? `(${args.join(', ')})` : ''}: ${shown}`;
    const origin = `@${random.chance(0.3) || way.path.startsWith('*') ? 'pluck' : 'from'}(path: ${JSON.stringify(way.path.replace('*', ''))})`;
    return { fields: [`${head} ${origin} ${directives.join(' ')}`, ...others], types: view?.types ?? [] };
  }

  #viewType(source: Exclude<SourceType, GraphQLUnionType>, depth: number) {
    const random = this.#random;
    const name = this.#name('View');
    const known = Object.values(source.getFields()).filter(() => random.chance(0.3));
    const parts = [
      ...known.map((field) => this.graphField(source, field)),
      ...Array.from({ length: 1 + random.integer(2) }, () => this.newField(source, depth)),
    ];
    const fields = parts.flatMap((part) => part.fields);
    return { name, types: [`type ${name} { ${fields.join(' ')} }`, ...parts.flatMap((part) => part.types)] };
  }

  #compute(source: SourceType): WrittenFields {
    const random = this.#random;
    const fn = random.pick(Object.keys(computed));
    const args = random.chance(0.4) ? `(n: Int${random.chance(0.5) ? ' = 4' : ''}, s: [String!])` : '';
    const requires = random.chance(0.9) ? `, requires: ${JSON.stringify(this.#selection(source, 2))}` : '';
    return only(`${this.#newName(source)}${args}: ${computed[fn]} @compute(fn: "${fn}"${requires})`);
  }

  #selection(source: SourceType, depth: number): string {
    const random = this.#random;
    if (isUnionType(source)) {
      const member = random.pick(source.getTypes());
      return `__typename ... on ${member.name} { ${this.#selection(member, depth - 1)} }`;
    }
    const usable = Object.values(source.getFields()).filter(
      ({ type, args }) => !args.some(isRequiredArgument) && (depth > 0 || isLeafType(getNamedType(type))),
    );
    if (usable.length === 0) return '__typename';
    const chosen = new Map(
      Array.from({ length: 1 + random.integer(2) }, () => random.pick(usable)).map((one) => [one.name, one]),
    );
    return [...chosen.values()]
      .map(({ name, type }) => {
        const named = getNamedType(type);
        return isCompositeType(named) ? `${name} { ${this.#selection(named, depth - 1)} }` : name;
      })
      .join(' ');
  }

  /** A path of up to three steps; it begins with `*` if it passes through a list. */
  #way(source: SourceType): Way {
    const random = this.#random;
    let at: SourceType = source;
    let type: GraphQLOutputType | undefined;
    let last: GraphQLField<unknown, unknown> | undefined;
    const args: string[] = [];
    const steps: string[] = [];
    let isThroughList = false;
    for (;;) {
      if (type !== undefined && hasList(type)) isThroughList = true;
      if (isUnionType(at) || random.chance(0.05)) {
        steps.push('__typename');
        type = within(type, new GraphQLNonNull(GraphQLString));
        last = undefined;
        break;
      }
      const field: GraphQLField<unknown, unknown> = random.pick(Object.values(at.getFields()));
      const given = field.args.flatMap((argument) => this.#stepArgument(argument, args));
      steps.push(`${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`);
      type = within(type, field.type);
      last = field;
      const named = getNamedType(field.type);
      if (!isCompositeType(named) || steps.length === 3 || random.chance(0.4)) break;
      at = named;
    }
    return { path: `${isThroughList ? '*' : ''}${steps.join('.')}`, args, type, last };
  }

  /** A literal, or an argument of the field itself. */
  #stepArgument(argument: GraphQLArgument, args: string[]): readonly string[] {
    const random = this.#random;
    if (!isRequiredArgument(argument) && random.chance(0.5)) return [];
    if (random.chance(0.3)) return [`${argument.name}: ${literalOf(argument.type, random)}`];
    const name = this.#name('a');
    const ownDefault = random.chance(0.3) ? ` = ${literalOf(argument.type, random)}` : '';
    args.push(`${name}: ${argument.type}${ownDefault}`);
    return [`${argument.name}: $${name}`];
  }

  #refinedArgs({ args }: GraphQLField<unknown, unknown>): string {
    const random = this.#random;
    if (args.length === 0 || !random.chance(0.4)) return '';
    const written = args.map((argument) => {
      const head = `${argument.name}: ${argument.type}`;
      if (random.chance(0.4)) return `${head} @rename(to: "${this.#name('a')}")`;
      if (!isRequiredArgument(argument) && random.chance(0.2)) return `${head} @hide`;
      return random.chance(0.2) ? `${head} = ${literalOf(argument.type, random)}` : head;
    });
    return `(${written.join(', ')})`;
  }

  /** Sometimes a name that the graph has for another field, which is a mistake unless that field is renamed. */
  #newName(owner: SourceType): string {
    const known = isUnionType(owner) ? [] : Object.keys(owner.getFields());
    return known.length > 0 && this.#random.chance(0.02) ? this.#random.pick(known) : this.#name('x');
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }
}

function only(field: string): WrittenFields {
  return { fields: [field], types: [] };
}

function hasList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

function isOfInterface(type: SourceType, name: string): boolean {
  return !isUnionType(type) && type.getInterfaces().some((one) => Object.hasOwn(one.getFields(), name));
}

/** The type of the value that is read from each object of `outer`. */
function within(outer: GraphQLOutputType | undefined, inner: GraphQLOutputType): GraphQLOutputType {
  if (outer === undefined) return inner;
  if (isNonNullType(outer)) {
    const present = within(outer.ofType, inner);
    if (isListType(outer.ofType)) return new GraphQLNonNull(getNullableType(present));
    return inner;
  }
  if (isListType(outer)) return new GraphQLList(within(outer.ofType, inner));
  return getNullableType(inner);
}
