import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';
import { namedType } from '../../core/graphql/named-type.ts';
import { type CompositeNode, compositeNodes } from './composite-nodes.ts';
import { readContextArguments, readContexts } from './contexts.ts';
import { reachableTypes } from './federation-1.ts';
import { parseFieldSet } from './field-set.ts';
import { readHierarchy } from './hierarchy.ts';
import { argumentsOf, directivesNamed, graphOf, subgraphNames } from './join-directives.ts';
import type {
  FieldSet,
  GraphField,
  GraphType,
  Key,
  SubgraphField,
  SubgraphType,
  SupergraphModel,
} from './supergraph-model.ts';

/** A field of the graph with its `@join__field`s by subgraph. */
interface JoinedField {
  readonly field: GraphField;
  readonly isJoined: boolean;
  readonly joins: ReadonlyMap<string, ConstDirectiveNode>;
}

/** A subgraph's part of a type while it is read. */
interface Part {
  readonly subgraph: string;
  isInterfaceObject: boolean;
  readonly keys: (Key & { readonly isExtension: boolean })[];
}

/** Reads the join directives of a supergraph of Federation 1 or 2. Throws `GraphQLError` if a field set is no selection. */
export function readSupergraph(supergraph: DocumentNode): SupergraphModel {
  const fieldSets = new Map<string, FieldSet>();
  const names = subgraphNames(supergraph);
  const nodes = compositeNodes(supergraph);
  const contexts = readContexts(nodes);
  const isFirstVersion = isFederation1(supergraph);
  const isReachable = isFirstVersion ? reachableTypes(nodes, names) : undefined;
  const parts = new Map([...nodes].map(([name, node]) => [name, readParts(node)]));
  const { objectTypes, conditions } = readHierarchy(nodes);
  const labels = new Set<string>();
  const types = new Map([...nodes].map(([name, node]) => [name, readType(node)]));
  addProvidedFields(types);
  return {
    subgraphs: [...names.values()],
    types,
    rootTypes: rootTypesOf(supergraph),
    overrideLabels: [...labels],
  };

  /** Equal texts are one field set. */
  function fieldSetOf(text: string | undefined): FieldSet | undefined {
    if (text === undefined || text.trim() === '') return undefined;
    const fields = fieldSets.get(text) ?? parseFieldSet(text);
    fieldSets.set(text, fields);
    return fields;
  }

  function readParts({ name, directives }: CompositeNode): Map<string, Part> {
    const found = new Map<string, Part>();
    const joins = directivesNamed(directives, 'join__type');
    if (joins.length === 0 && isReachable !== undefined)
      for (const [graph, subgraph] of names)
        if (isReachable(graph, name.value))
          found.set(subgraph, { subgraph, isInterfaceObject: false, keys: [] });
    for (const join of joins) {
      const { graph = '', key, resolvable, isInterfaceObject, extension } = argumentsOf(join);
      const subgraph = names.get(graph);
      if (subgraph === undefined) continue;
      const part = found.get(subgraph) ?? { subgraph, isInterfaceObject: false, keys: [] };
      found.set(subgraph, part);
      if (isInterfaceObject === 'true') part.isInterfaceObject = true;
      if (key !== undefined)
        part.keys.push({
          fields: fieldSetOf(key) ?? [],
          isResolvable: resolvable !== 'false',
          isExtension: extension === 'true' || isFirstVersion,
        });
    }
    return found;
  }

  function readType(node: CompositeNode): GraphType {
    const name = node.name.value;
    const fields = (node.kind === Kind.UNION_TYPE_DEFINITION ? [] : (node.fields ?? [])).map(readJoinedField);
    const [owner] = directivesNamed(node.directives, 'join__owner').map((one) =>
      names.get(argumentsOf(one)['graph'] ?? ''),
    );
    return {
      name,
      kind: kindOf(node),
      objectTypes: new Set(objectTypes.get(name)),
      conditions: new Set([name, ...(conditions.get(name) ?? [])]),
      fields: new Map(fields.map(({ field }) => [field.name, field])),
      parts: new Map(
        [...(parts.get(name) ?? [])].map(([subgraph, part]) => [
          subgraph,
          readPart(node, fields, owner, part),
        ]),
      ),
    };
  }

  function readJoinedField(node: FieldDefinitionNode): JoinedField {
    const joins = new Map<string, ConstDirectiveNode>();
    for (const join of directivesNamed(node.directives, 'join__field')) {
      const subgraph = names.get(graphOf(join) ?? '');
      if (subgraph !== undefined) joins.set(subgraph, join);
    }
    return { field: readGraphField(node), isJoined: hasDirective(node, 'join__field'), joins };
  }

  function readPart(
    node: CompositeNode,
    joined: readonly JoinedField[],
    owner: string | undefined,
    { subgraph, isInterfaceObject, keys }: Part,
  ): SubgraphType {
    const extensions = keys.filter(({ isExtension }) => isExtension);
    const known = new Set(extensions.flatMap(({ fields }) => fields.map((one) => one.name)));
    const fields = new Map<string, SubgraphField>();
    for (const one of joined) {
      const read = readSubgraphField(one, owner, subgraph, known.has(one.field.name));
      if (read !== undefined) fields.set(read.name, read);
    }
    return {
      subgraph,
      name: node.name.value,
      isInterfaceObject,
      isAbstract: node.kind !== Kind.OBJECT_TYPE_DEFINITION && !isInterfaceObject,
      objectTypes: new Set(
        isInterfaceObject ? objectTypes.get(node.name.value) : objectTypesIn(node, subgraph),
      ),
      fields,
      keys,
    };
  }

  /** The object types that an abstract type has in a subgraph. */
  function objectTypesIn(node: CompositeNode, subgraph: string): readonly string[] {
    const all = (objectTypes.get(node.name.value) ?? []).filter((name) => parts.get(name)?.has(subgraph));
    if (all.length === 1 && all[0] === node.name.value) return all;
    if (isFirstVersion || node.kind === Kind.OBJECT_TYPE_DEFINITION) return all;
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      const members = directivesNamed(node.directives, 'join__unionMember').map(argumentsOf);
      if (members.length === 0) return all;
      const own = members.filter(({ graph = '' }) => names.get(graph) === subgraph);
      return all.filter((name) => own.some(({ member }) => member === name));
    }
    return all.filter((name) =>
      directivesNamed(nodes.get(name)?.directives, 'join__implements')
        .map(argumentsOf)
        .some((one) => names.get(one['graph'] ?? '') === subgraph && one['interface'] === node.name.value),
    );
  }

  function readSubgraphField(
    { field, isJoined, joins }: JoinedField,
    owner: string | undefined,
    subgraph: string,
    isExtensionKey: boolean,
  ): SubgraphField | undefined {
    const join = joins.get(subgraph);
    if (join === undefined) {
      const isOwned = !isJoined && (owner === undefined || owner === subgraph);
      return isOwned || isExtensionKey ? resolved(field) : undefined;
    }
    if ((join.arguments ?? []).length === 1) return resolved(field);
    const { type, external, usedOverridden, requires, provides, override, overrideLabel } = argumentsOf(join);
    if (overrideLabel !== undefined) labels.add(overrideLabel);
    return {
      ...field,
      ...(type !== undefined && { type, typeName: type.replace(/[[\]!]/g, '') }),
      isExternal:
        !isExtensionKey && (external === 'true' || usedOverridden === 'true') && overrideLabel === undefined,
      requires: fieldSetOf(requires),
      provides: fieldSetOf(provides),
      override:
        overrideLabel === undefined ? undefined : { label: overrideLabel, isOn: override !== undefined },
      contextArguments: readContextArguments(join, contexts),
    };
  }
}

/** Adds the fields that a subgraph only provides, because a supergraph of Federation 1 does not declare them. */
function addProvidedFields(types: ReadonlyMap<string, GraphType>): void {
  for (const { parts } of types.values())
    for (const { subgraph, fields } of parts.values())
      for (const { provides, typeName } of fields.values())
        if (provides !== undefined) add(provides, typeName, subgraph);

  function add(provided: FieldSet, typeName: string, subgraph: string): void {
    for (const { on = typeName, name, selections } of provided) {
      const type = types.get(on);
      const field = type?.fields.get(name);
      const part = type?.parts.get(subgraph);
      if (field === undefined || part === undefined) continue;
      if (!part.fields.has(name)) part.fields.set(name, { ...resolved(field), isExternal: true });
      add(selections, field.typeName, subgraph);
    }
  }
}

/** A field that a subgraph resolves without any condition. */
function resolved(field: GraphField): SubgraphField {
  return {
    ...field,
    isExternal: false,
    requires: undefined,
    provides: undefined,
    override: undefined,
    contextArguments: [],
  };
}

function readGraphField({ name, type }: FieldDefinitionNode): GraphField {
  return { name: name.value, type: textOf(type), typeName: namedType(type) };
}

function textOf(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return type.kind === Kind.LIST_TYPE ? `[${textOf(type.type)}]` : `${textOf(type.type)}!`;
}

function hasDirective({ directives = [] }: FieldDefinitionNode, name: string): boolean {
  return directives.some((directive) => directive.name.value === name);
}

function kindOf({ kind }: CompositeNode): GraphType['kind'] {
  if (kind === Kind.OBJECT_TYPE_DEFINITION) return 'object';
  return kind === Kind.INTERFACE_TYPE_DEFINITION ? 'interface' : 'union';
}

function rootTypesOf({ definitions }: DocumentNode): SupergraphModel['rootTypes'] {
  const named = new Map<string, string>();
  for (const node of definitions)
    if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
      for (const { operation, type } of node.operationTypes ?? []) named.set(operation, type.name.value);
  return { query: named.get('query') ?? 'Query', mutation: named.get('mutation') ?? 'Mutation' };
}

/** Whether a supergraph follows the join spec 0.1. */
function isFederation1({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (node) =>
      (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) &&
      (node.directives ?? []).some((directive) => {
        const { url, feature = url } = argumentsOf(directive);
        return feature?.endsWith('/join/v0.1') === true;
      }),
  );
}
