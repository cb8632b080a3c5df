import { type DocumentNode, isTypeDefinitionNode, Kind } from 'graphql';
import { namedType } from '../core/graphql/named-type.ts';
import { argumentsOf, directivesNamed, parseFieldSet } from './join-directives.ts';

/** The types that one subgraph can reach from one of its types, by name. */
export interface TypeReach {
  has(type: string): boolean;
  /** The fields at the top of the type's keys in the subgraph. */
  readonly keyFields: ReadonlySet<string>;
}

/**
 * All types that a schema needs to have this type as the subgraph has it. Undefined when a root type is among them.
 *
 * `graph`: value of `join__Graph`.
 */
export function typesWithin(supergraph: DocumentNode, type: string, graph: string): TypeReach | undefined {
  const links = typeLinks(supergraph, graph);
  const reached = new Set([type]);
  for (const name of reached) for (const next of links.get(name) ?? []) reached.add(next);
  if (rootTypes(supergraph).some((name) => reached.has(name))) return undefined;
  const keyFields = new Set(
    supergraph.definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === type
        ? directivesNamed(node.directives, 'join__type')
            .map(argumentsOf)
            .flatMap(({ graph: of, key }) => (of === graph && key !== undefined ? topFields(key) : []))
        : [],
    ),
  );
  return { has: (name) => reached.has(name), keyFields };
}

function topFields(fieldSet: string): string[] {
  return parseFieldSet(fieldSet).selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
}

function rootTypes({ definitions }: DocumentNode): string[] {
  const names = definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION ? node.operationTypes.map(({ type }) => type.name.value) : [],
  );
  return names.length > 0 ? names : ['Query', 'Mutation', 'Subscription'];
}

/** The types that each type of a subgraph mentions, or that mention it as what they implement. */
function typeLinks(supergraph: DocumentNode, graph: string): ReadonlyMap<string, ReadonlySet<string>> {
  const links = new Map<string, Set<string>>();
  const link = (from: string, to: string): void => {
    links.set(from, (links.get(from) ?? new Set()).add(to));
  };
  for (const node of supergraph.definitions) {
    if (!isTypeDefinitionNode(node)) continue;
    const name = node.name.value;
    const joins = (node.directives ?? [])
      .filter((directive) => directive.name.value.startsWith('join__'))
      .map(argumentsOf)
      .filter((join) => join['graph'] === graph);
    if (joins.length === 0) continue;
    for (const { interface: parent, member } of joins) {
      if (parent !== undefined) {
        link(name, parent);
        link(parent, name);
      }
      if (member !== undefined) link(name, member);
    }
    if (!('fields' in node)) continue;
    for (const field of node.fields ?? []) {
      const joined = directivesNamed(field.directives, 'join__field').map(argumentsOf);
      const here = joined.find((join) => join['graph'] === graph);
      if (joined.length > 0 && here === undefined) continue;
      link(name, here?.['type']?.match(/\w+/)?.[0] ?? namedType(field.type));
      if ('arguments' in field)
        for (const argument of field.arguments ?? []) link(name, namedType(argument.type));
    }
  }
  return links;
}
