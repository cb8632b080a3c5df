import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLUnionType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
  isRequiredInputField,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import type { Random } from '../differential/random.ts';
import { RandomFields, type SourceType } from './random-fields.ts';
import { literalOf } from './random-literal.ts';

/**
 * Parts of a view file that together are a view of this graph, or nearly: some are invalid. Each part can be removed.
 */
export function randomView(schema: GraphQLSchema, random: Random): readonly string[] {
  return new ViewWriter(schema, random).write();
}

class ViewWriter {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #fields: RandomFields;
  #names = 0;

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
    this.#fields = new RandomFields(random);
  }

  write(): readonly string[] {
    const types = Object.values(this.#schema.getTypeMap()).filter(
      (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
    );
    const parts = types.flatMap((type) => this.#typeParts(type));
    if (!this.#random.chance(0.05)) return parts;
    const declared = types.flatMap((type) => {
      const keyword = keywordOf(type);
      return keyword === undefined ? [] : [`extend ${keyword} ${type.name} @only(for: ["tests"])`];
    });
    return [...parts, ...declared, 'extend schema @closed'];
  }

  #typeParts(type: GraphQLNamedType): readonly string[] {
    const keyword = keywordOf(type);
    if (keyword === undefined) return [];
    const random = this.#random;
    const isRoot = [this.#schema.getQueryType(), this.#schema.getMutationType()].some(
      (root) => root === type,
    );
    if (!isRoot && random.chance(0.03)) return [`extend ${keyword} ${type.name} @hide`];
    const renamed = random.chance(0.15)
      ? [`extend ${keyword} ${type.name} @rename(to: "${this.#name('T')}")`]
      : [];
    return [...renamed, ...this.#contentParts(type)];
  }

  #contentParts(type: GraphQLNamedType): readonly string[] {
    if (isObjectType(type) || isInterfaceType(type))
      return [...this.#composite(type), ...this.#standIn(type)];
    if (isUnionType(type)) return this.#union(type);
    if (isEnumType(type)) return this.#enum(type);
    return isInputObjectType(type) ? this.#input(type) : [];
  }

  #composite(type: Exclude<SourceType, GraphQLUnionType>): readonly string[] {
    const random = this.#random;
    const keyword = isObjectType(type) ? 'type' : 'interface';
    const isRefined = random.chance(0.9);
    const parts = Object.values(type.getFields()).flatMap((field) => {
      if (isRefined && !random.chance(0.4)) return [];
      if (!isRefined && !isOfInterface(type, field.name) && random.chance(0.3)) return [];
      return [this.#fields.graphField(type, field)];
    });
    const added = isObjectType(type) && random.chance(0.7) ? 1 + random.integer(2) : 0;
    const all = [...parts, ...Array.from({ length: added }, () => this.#fields.newField(type, 2))];
    if (isRefined) {
      return all.map(({ fields, types }) =>
        [`extend ${keyword} ${type.name} { ${fields.join(' ')} }`, ...types].join('\n'),
      );
    }
    const fields = all.flatMap((part) => part.fields);
    const types = all.flatMap((part) => part.types);
    return fields.length === 0
      ? []
      : [[`${keyword} ${type.name} { ${fields.join(' ')} }`, ...types].join('\n')];
  }

  /** `@fallback`, if a type that consists only of defaults is enough. */
  #standIn(type: Exclude<SourceType, GraphQLUnionType>): readonly string[] {
    const fields = Object.values(type.getFields());
    if (!isInterfaceType(type) || !this.#random.chance(0.3)) return [];
    if (!fields.every((field) => isLeafType(getNamedType(field.type)))) return [];
    const name = this.#name('Other');
    const constants = fields.map((field) => {
      const args = field.args.map((argument) => `${argument.name}: ${argument.type}`).join(', ');
      const value = literalOf(field.type, this.#random);
      return `${field.name}${args && `(${args})`}: ${field.type} @default(value: ${value})`;
    });
    const members = [...constants, 'knownAs: String! @from(path: "__typename")'];
    return [
      `extend interface ${type.name} @fallback(type: "${name}")\ntype ${name} implements ${type.name} { ${members.join(' ')} }`,
    ];
  }

  #union(type: GraphQLUnionType): readonly string[] {
    const random = this.#random;
    const members = type.getTypes().filter(() => random.chance(0.7));
    const some =
      random.chance(0.2) && members.length > 0
        ? [`union ${type.name} = ${members.map(({ name }) => name).join(' | ')}`]
        : [];
    if (!random.chance(0.4)) return some;
    const name = this.#name('Other');
    const fields =
      'kind: String! @from(path: "__typename") size: Int @default(value: 0) text: String @default(value: null)';
    return [...some, `extend union ${type.name} @fallback(type: "${name}")\ntype ${name} { ${fields} }`];
  }

  #enum(type: GraphQLEnumType): readonly string[] {
    const random = this.#random;
    const known = type.getValues().flatMap(({ name }) => {
      if (random.chance(0.2)) return [`${name} @rename(to: "${this.#name('V')}")`];
      if (random.chance(0.15)) return [`${name} @hide`];
      return [];
    });
    const values = random.chance(0.4) ? [...known, 'UNKNOWN @fallback'] : known;
    return values.length === 0 || random.chance(0.4)
      ? []
      : [`extend enum ${type.name} { ${values.join(' ')} }`];
  }

  #input(type: GraphQLInputObjectType): readonly string[] {
    const random = this.#random;
    return Object.values(type.getFields()).flatMap((field) => {
      const head = `extend input ${type.name} { ${field.name}: ${field.type}`;
      if (random.chance(0.2)) return [`${head} @rename(to: "${this.#name('f')}") }`];
      return !isRequiredInputField(field) && random.chance(0.15) ? [`${head} @hide }`] : [];
    });
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }
}

function keywordOf(type: GraphQLNamedType): string | undefined {
  if (isObjectType(type)) return 'type';
  if (isInterfaceType(type)) return 'interface';
  if (isUnionType(type)) return 'union';
  if (isEnumType(type)) return 'enum';
  return isInputObjectType(type) ? 'input' : undefined;
}

function isOfInterface(type: Exclude<SourceType, GraphQLUnionType>, name: string): boolean {
  return type.getInterfaces().some((one) => Object.hasOwn(one.getFields(), name));
}
