import { type GraphQLSchema, isIntrospectionType, isSpecifiedScalarType } from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import { type Declared, type DeclaredType, isForOthers } from './declarations.ts';
import { keywordOf } from './keyword-of.ts';
import type { ProblemList } from './problem-list.ts';

/**
 * Merges all declarations of each type for this client, by type name. Reports declarations of unknown types and duplicate
 * declarations.
 */
export function mergeDeclarations(
  parts: readonly DeclaredType[],
  graph: GraphQLSchema,
  client: string,
  problems: ProblemList,
): ReadonlyMap<string, DeclaredType> {
  const viewOnly = new Set(parts.filter((part) => isViewOnly(part, graph)).map(({ name }) => name));
  const merged = new Map<string, DeclaredType>();
  for (const declared of parts) {
    const known = graph.getType(declared.name);
    const part = isForOthers(declared, client) ? withoutContent(declared) : declared;
    // The graph of this client need not define the types of other clients.
    if (part !== declared && known === undefined) continue;
    const isDefinedHere = viewOnly.has(part.name);
    if (known === undefined && !isDefinedHere) {
      reportUnknown(part, graph, viewOnly, problems);
      continue;
    }
    const keyword = known ? keywordOf(known) : 'type';
    if (keyword !== part.keyword) {
      const expected = part.isExtension ? `extend ${keyword}` : keyword;
      problems.report(part.location, `${part.name} must be declared with \`${expected} ${part.name}\``);
      continue;
    }
    if (known && (isIntrospectionType(known) || isSpecifiedScalarType(known))) {
      problems.report(part.location, `${part.name} is a built-in type of GraphQL and cannot be changed`);
      continue;
    }
    const earlier = merged.get(part.name);
    merged.set(part.name, earlier ? join(earlier, part, problems) : checkOnce(part, problems));
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
  { name, keyword, isExtension, location }: DeclaredType,
  graph: GraphQLSchema,
  viewOnly: ReadonlySet<string>,
  problems: ProblemList,
): void {
  if (isExtension) {
    const all = Object.values(graph.getTypeMap()).filter((type) => keywordOf(type) === keyword);
    const names = all.map((type) => type.name).filter((one) => !one.startsWith('__'));
    const hint = nearest(name, keyword === 'type' ? [...names, ...viewOnly] : names);
    problems.report(location, `the graph has no ${keyword} ${name}${hint}`);
  } else if (keyword !== 'enum' && keyword !== 'scalar') {
    const message = `the graph has no ${keyword} ${name}; a view-only type must be an object type: \`type ${name}\``;
    problems.report(location, message);
  }
}

function join(one: DeclaredType, other: DeclaredType, problems: ProblemList): DeclaredType {
  if (!one.isExtension && !other.isExtension) {
    problems.report(
      other.location,
      `${other.name} is already defined; refine it with \`extend ${other.keyword}\``,
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

/** Reports duplicates within a type; the first declaration counts. */
function checkOnce(type: DeclaredType, problems: ProblemList): DeclaredType {
  const unique = <T extends Declared>(all: readonly T[], message: (name: string) => string): readonly T[] => {
    const byName = new Map<string, T>();
    for (const one of all) {
      if (!byName.has(one.name)) byName.set(one.name, one);
      else problems.report(one.location, message(one.name));
    }
    return [...byName.values()];
  };
  const member = (name: string): string => `${type.name}.${name} is already declared`;
  const seen = new Set<string>();
  for (const { name, location } of type.directives) {
    if (seen.has(name)) problems.report(location, `${type.name} already has @${name}`);
    seen.add(name);
  }
  return {
    ...type,
    directives: type.directives.filter(
      ({ name }, index, all) => all.findIndex((one) => one.name === name) === index,
    ),
    interfaces: unique(type.interfaces, (name) => `${type.name} already implements ${name}`),
    fields: unique(type.fields, member).map((field) => {
      const given = unique(
        field.arguments,
        (name) => `${type.name}.${field.name}(${name}:) is already declared`,
      );
      // An unchanged field stays the same object: the set of broken declarations is keyed by identity.
      return given.length === field.arguments.length ? field : { ...field, arguments: given };
    }),
    values: unique(type.values, member),
    members: unique(type.members, (name) => `${type.name} already has the member ${name}`),
  };
}
