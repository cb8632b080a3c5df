import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeDefinitionNode,
} from 'graphql';
import { namedType } from '../../core/graphql/named-type.ts';
import { isExecutable } from '../executable-locations.ts';
import { stringArgument } from '../read-subgraphs.ts';

/** An argument of a field or directive, or a field of an input type. */
export interface InputElement {
  readonly name: string;
  /** Schema coordinate, e.g. `Query.search(first:)` or `OrderInput.lines`. */
  readonly coordinate: string;
  readonly type: string;
  /** Whether it is non-null and has no default, so that a client must provide it. */
  readonly required: boolean;
  readonly tags: readonly string[];
}

export interface FieldElement {
  readonly name: string;
  readonly coordinate: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly args: readonly InputElement[];
}

/** A type of the graph, reduced to the data that determines whether a client sees it. */
export interface TypeElement {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';
  readonly tags: readonly string[];
  readonly fields: readonly FieldElement[];
  readonly inputs: readonly InputElement[];
  readonly values: readonly { readonly coordinate: string; readonly tags: readonly string[] }[];
  readonly interfaces: readonly string[];
  readonly members: readonly string[];
}

/** A directive that clients may use, reduced in the same way. */
export interface DirectiveElement {
  /** Schema coordinate, e.g. `@access`; the coordinate of an argument is `@access(scope:)`. */
  readonly coordinate: string;
  readonly args: readonly InputElement[];
}

const federationTypes = /^(?:join|link|core|federation|connect)__/;

/** Returns every type of the supergraph except those of the join, link and other federation specs. */
export function readElements(supergraph: DocumentNode): ReadonlyMap<string, TypeElement> {
  const types = supergraph.definitions.filter(isTypeDefinition).map(readType);
  return new Map(types.filter(({ name }) => !federationTypes.test(name)).map((type) => [type.name, type]));
}

/** Returns the executable directives of the supergraph. */
export function readDirectives(supergraph: DocumentNode): DirectiveElement[] {
  return supergraph.definitions.flatMap((node) => {
    if (node.kind !== Kind.DIRECTIVE_DEFINITION || !isExecutable(node)) return [];
    const coordinate = `@${node.name.value}`;
    const args = (node.arguments ?? []).map((arg) => readInput(arg, `${coordinate}(${arg.name.value}:)`));
    return [{ coordinate, args }];
  });
}

function isTypeDefinition(node: DefinitionNode): node is TypeDefinitionNode {
  return Object.hasOwn(kinds, node.kind);
}

const kinds = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
} as const;

function readType(node: TypeDefinitionNode): TypeElement {
  const name = node.name.value;
  const hasOutputs =
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return {
    name,
    kind: kinds[node.kind],
    tags: tagsOf(node),
    fields: (hasOutputs ? (node.fields ?? []) : []).map((field) => ({
      name: field.name.value,
      coordinate: `${name}.${field.name.value}`,
      type: namedType(field.type),
      tags: tagsOf(field),
      args: (field.arguments ?? []).map((arg) =>
        readInput(arg, `${name}.${field.name.value}(${arg.name.value}:)`),
      ),
    })),
    inputs: (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? (node.fields ?? []) : []).map((field) =>
      readInput(field, `${name}.${field.name.value}`),
    ),
    values: (node.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []) : []).map((value) => ({
      coordinate: `${name}.${value.name.value}`,
      tags: tagsOf(value),
    })),
    interfaces: hasOutputs ? (node.interfaces ?? []).map((type) => type.name.value) : [],
    members:
      node.kind === Kind.UNION_TYPE_DEFINITION ? (node.types ?? []).map((type) => type.name.value) : [],
  };
}

function readInput(node: InputValueDefinitionNode, coordinate: string): InputElement {
  return {
    name: node.name.value,
    coordinate,
    type: namedType(node.type),
    required: node.type.kind === Kind.NON_NULL_TYPE && node.defaultValue === undefined,
    tags: tagsOf(node),
  };
}

function tagsOf(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): string[] {
  return (node.directives ?? [])
    .filter(({ name }) => name.value === 'tag')
    .flatMap((directive) => stringArgument(directive, 'name') ?? []);
}
