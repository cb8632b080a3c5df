import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  print,
  valueFromASTUntyped,
} from 'graphql';
import type { composeUsed } from './compose-used.ts';

const head = `
  schema @core(feature: "https://specs.apollo.dev/core/v0.2") @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION) {
    query: Query
  }
  directive @core(as: String, feature: String!, for: core__Purpose) repeatable on SCHEMA
  directive @join__field(graph: join__Graph, provides: join__FieldSet, requires: join__FieldSet) on FIELD_DEFINITION
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__owner(graph: join__Graph!) on INTERFACE | OBJECT
  directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on INTERFACE | OBJECT
  scalar join__FieldSet
  enum core__Purpose { EXECUTION SECURITY }
`;

/** One type of one subgraph. */
interface Part {
  readonly graph: string;
  readonly isExtension: boolean;
  readonly keys: readonly string[];
  readonly fields: readonly FieldDefinitionNode[];
}

/** The fields of one type with the join directives of the type, and those of each field. */
interface Merged {
  readonly directives: string;
  readonly fields: string;
}

/**
 * A supergraph in the form of the join spec 0.1, which no current composition writes. The subgraphs have the text forms
 * of Federation 1: `type` for the owner of an entity, `extend type` for the others, and values that are equal everywhere.
 */
export const composeFederation1: typeof composeUsed = (sources) => {
  const names = Object.keys(sources);
  const parts = new Map<string, Part[]>();
  const interfaces = new Map<string, Set<string>>();
  const members = new Map<string, Set<string>>();
  const abstract = new Set<string>();
  for (const [name, { sdl }] of Object.entries(sources))
    for (const node of parse(sdl, { noLocation: true }).definitions) read(node, name.toUpperCase());
  const graphs = names.map(
    (name) => `${name.toUpperCase()} @join__graph(name: "${name}", url: "http://${name}.invalid/graphql")`,
  );
  const types = [...parts].map(([name, all]) => {
    const { directives, fields } = name === 'Query' ? ofRoot(all) : ofType(all);
    const implemented = [...(interfaces.get(name) ?? [])].join(' & ');
    const kind = abstract.has(name) ? 'interface' : 'type';
    return `${kind} ${name} ${implemented && `implements ${implemented}`} ${directives} { ${fields} }`;
  });
  const unions = [...members].map(([name, all]) => `union ${name} = ${[...all].join(' | ')}`);
  return {
    supergraphSdl: [head, `enum join__Graph { ${graphs.join(' ')} }`, ...types, ...unions].join('\n'),
    sdls: Object.fromEntries(Object.entries(sources).map(([name, { sdl }]) => [name, sdl])),
  };

  function read(node: DefinitionNode, graph: string): void {
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      const known = members.get(node.name.value) ?? new Set();
      members.set(node.name.value, known);
      for (const { name } of node.types ?? []) known.add(name.value);
      return;
    }
    const isExtension = node.kind === Kind.OBJECT_TYPE_EXTENSION;
    if (
      !isExtension &&
      node.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      node.kind !== Kind.INTERFACE_TYPE_DEFINITION
    )
      return;
    const name = node.name.value;
    if (node.kind === Kind.INTERFACE_TYPE_DEFINITION) abstract.add(name);
    const implemented = interfaces.get(name) ?? new Set();
    interfaces.set(name, implemented);
    for (const one of node.interfaces ?? []) implemented.add(one.name.value);
    const keys = (node.directives ?? []).flatMap((directive) => fieldSetOf([directive], 'key') ?? []);
    parts.set(name, [...(parts.get(name) ?? []), { graph, isExtension, keys, fields: node.fields ?? [] }]);
  }
};

function ofRoot(all: readonly Part[]): Merged {
  const fields = all.flatMap(({ graph, fields: own }) => own.map((field) => joined(field, graph)));
  return { directives: '', fields: fields.join(' ') };
}

function ofType(all: readonly Part[]): Merged {
  const owner = all.find(({ isExtension }) => !isExtension);
  if (owner === undefined) throw new TypeError('a type without an owner');
  if (owner.keys.length === 0) return { directives: '', fields: owner.fields.map(print).join(' ') };
  const joins = all.flatMap(({ graph, keys }) =>
    keys.map((key) => `@join__type(graph: ${graph}, key: ${JSON.stringify(key)})`),
  );
  const fields = all.flatMap(({ graph, fields: own }) =>
    own.filter((field) => !has(field, 'external')).map((field) => joined(field, graph)),
  );
  return { directives: `@join__owner(graph: ${owner.graph}) ${joins.join(' ')}`, fields: fields.join(' ') };
}

function joined(field: FieldDefinitionNode, graph: string): string {
  const sets = ['requires', 'provides'].flatMap((name) => {
    const set = fieldSetOf(field.directives ?? [], name);
    return set === undefined ? [] : [`, ${name}: ${JSON.stringify(set)}`];
  });
  return `${print({ ...field, directives: [] })} @join__field(graph: ${graph}${sets.join('')})`;
}

function has({ directives = [] }: FieldDefinitionNode, name: string): boolean {
  return directives.some((directive) => directive.name.value === name);
}

function fieldSetOf(directives: readonly ConstDirectiveNode[], name: string): string | undefined {
  const value = directives.find((directive) => directive.name.value === name)?.arguments?.[0]?.value;
  return value && String(valueFromASTUntyped(value));
}
