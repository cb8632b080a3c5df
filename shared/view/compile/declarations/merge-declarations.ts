import { type GraphQLSchema, isIntrospectionType, isSpecifiedScalarType } from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import { type Declared, type DeclaredType, isForOthers } from './declarations.ts';
import { keywordOf } from './keyword-of.ts';
import type { ProblemList } from './problem-list.ts';

/**
 * Everything that is said of a type for this client, by its name. Reports what speaks of types that there are not, and what
 * is said twice.
 */
export function mergeDeclarations(
  parts: readonly DeclaredType[],
  graph: GraphQLSchema,
  client: string,
  problems: ProblemList,
): ReadonlyMap<string, DeclaredType> {
  const viewOnly = new Set(parts.filter((part) => isViewOnly(part, graph)).map(({ name }) => name));
  const merged = new Map<string, DeclaredType>();
  for (const whole of parts) {
    const known = graph.getType(whole.name);
    const part = isForOthers(whole, client) ? withoutContent(whole) : whole;
    // What only other clients have, this client's graph need not have.
    if (part !== whole && known === undefined) continue;
    const isDefinedHere = viewOnly.has(part.name);
    if (known === undefined && !isDefinedHere) {
      reportUnknown(part, graph, viewOnly, problems);
      continue;
    }
    const keyword = known ? keywordOf(known) : 'type';
    if (keyword !== part.keyword) {
      const meant = part.isExtension ? `extend ${keyword}` : keyword;
      problems.report(part.place, `${part.name} is declared by \`${meant} ${part.name}\``);
      continue;
    }
    if (known && (isIntrospectionType(known) || isSpecifiedScalarType(known))) {
      problems.report(part.place, `${part.name} belongs to GraphQL itself and stays as it is`);
      continue;
    }
    const before = merged.get(part.name);
    merged.set(part.name, before ? join(before, part, problems) : checkOnce(part, problems));
  }
  return merged;
}

function withoutContent(part: DeclaredType): DeclaredType {
  return { ...part, interfaces: [], fields: [], values: [], members: [] };
}

function isViewOnly({ name, keyword, isExtension }: DeclaredType, graph: GraphQLSchema): boolean {
  return keyword === 'type' && !isExtension && graph.getType(name) === undefined;
}

function reportUnknown(
  { name, keyword, isExtension, place }: DeclaredType,
  graph: GraphQLSchema,
  viewOnly: ReadonlySet<string>,
  problems: ProblemList,
): void {
  if (isExtension) {
    const all = Object.values(graph.getTypeMap()).filter((type) => keywordOf(type) === keyword);
    const names = all.map((type) => type.name).filter((one) => !one.startsWith('__'));
    const hint = nearest(name, keyword === 'type' ? [...names, ...viewOnly] : names);
    problems.report(place, `the graph has no ${keyword} ${name}${hint}`);
  } else if (keyword !== 'enum' && keyword !== 'scalar') {
    const message = `the graph has no ${keyword} ${name}; a type of the view only is an object: \`type ${name}\``;
    problems.report(place, message);
  }
}

function join(one: DeclaredType, other: DeclaredType, problems: ProblemList): DeclaredType {
  if (!one.isExtension && !other.isExtension) {
    problems.report(
      other.place,
      `${other.name} is defined already; refine it by \`extend ${other.keyword}\``,
    );
  }
  const [first, second] = other.isExtension ? [one, other] : [other, one];
  const type: DeclaredType = {
    ...first,
    directives: [...first.directives, ...second.directives],
    interfaces: [...first.interfaces, ...second.interfaces],
    fields: [...first.fields, ...second.fields],
    values: [...first.values, ...second.values],
    members: [...first.members, ...second.members],
  };
  return checkOnce(type, problems);
}

/** The first of what is said twice counts. */
function checkOnce(type: DeclaredType, problems: ProblemList): DeclaredType {
  const once = <T extends Declared>(all: readonly T[], twice: (name: string) => string): readonly T[] => {
    const byName = new Map<string, T>();
    for (const one of all) {
      if (!byName.has(one.name)) byName.set(one.name, one);
      else problems.report(one.place, `${twice(one.name)} already`);
    }
    return [...byName.values()];
  };
  const member = (name: string): string => `${type.name}.${name} is declared`;
  const seen = new Set<string>();
  for (const { name, place } of type.directives) {
    if (seen.has(name)) problems.report(place, `${type.name} carries @${name} already`);
    seen.add(name);
  }
  return {
    ...type,
    directives: type.directives.filter(
      ({ name }, index, all) => all.findIndex((one) => one.name === name) === index,
    ),
    interfaces: once(type.interfaces, (name) => `${type.name} implements ${name}`),
    fields: once(type.fields, member).map((field) => {
      const given = once(field.arguments, (name) => `${type.name}.${field.name}(${name}:) is declared`);
      // A field that stays as it is stays the same object, by which it is known to be broken.
      return given.length === field.arguments.length ? field : { ...field, arguments: given };
    }),
    values: once(type.values, member),
    members: once(type.members, (name) => `${type.name} has the member ${name}`),
  };
}
