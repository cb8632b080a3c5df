import {
  type ConstValueNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { namedType } from '../../core/graphql/named-type.ts';
import { executableLocations } from '../executable-locations.ts';
import { type Annotated, type DefinitionIndex, isRequired } from './definition-index.ts';
import type { Visibility } from './visible-definitions.ts';

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Returns the reasons why the elements that are not `@inaccessible` are not a schema of their own (inaccessible spec,
 * section "Rules"): visible elements must not need a hidden one. Expects valid definitions.
 */
export function inaccessibleProblems(
  definitions: readonly DefinitionNode[],
  { types }: DefinitionIndex,
  { isOwned, isHidden }: Visibility,
): string[] {
  const problems: string[] = [];
  const hidden = new Set<string>();
  const owned = new Set<string>();
  const interfaces = new Map<string, ReadonlyMap<string, FieldDefinitionNode>>();
  for (const [name, node] of types) {
    if (isOwned(name, false)) owned.add(name);
    if (node !== undefined && isHidden(node)) hidden.add(name);
    else if (node?.kind === Kind.INTERFACE_TYPE_DEFINITION)
      interfaces.set(name, visibleFields(node, isHidden));
  }

  const checkType = (type: TypeNode, coordinate: string): void => {
    const name = namedType(type);
    if (hidden.has(name))
      problems.push(`type ${name} is @inaccessible, but ${coordinate}, which is visible, is of this type`);
    if (owned.has(name))
      problems.push(`${coordinate} is of type ${name}, which belongs to a linked specification`);
  };

  /** Default values of visible elements must not use hidden elements. */
  const checkDefault = (value: ConstValueNode, type: TypeNode, coordinate: string): void => {
    if (type.kind === Kind.NON_NULL_TYPE) {
      checkDefault(value, type.type, coordinate);
      return;
    }
    if (value.kind === Kind.LIST) {
      const item = type.kind === Kind.LIST_TYPE ? type.type : type;
      for (const one of value.values) checkDefault(one, item, coordinate);
      return;
    }
    const definition = types.get(namedType(type));
    const use = (node: Annotated | undefined, name: string): void => {
      if (node !== undefined && isHidden(node))
        problems.push(
          `${namedType(type)}.${name} is @inaccessible, but the default value of ${coordinate} uses it`,
        );
    };
    if (value.kind === Kind.ENUM && definition?.kind === Kind.ENUM_TYPE_DEFINITION)
      use(
        definition.values?.find(({ name }) => name.value === value.value),
        value.value,
      );
    if (value.kind !== Kind.OBJECT || definition?.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return;
    for (const { name, value: given } of value.fields) {
      const field = definition.fields?.find((one) => one.name.value === name.value);
      use(field, name.value);
      if (field !== undefined) checkDefault(given, field.type, coordinate);
    }
  };

  const checkInput = (node: InputValueDefinitionNode, coordinate: string): void => {
    if (isHidden(node)) {
      if (isRequired(node.type, node.defaultValue))
        problems.push(`${coordinate} is @inaccessible, but clients must provide it`);
      return;
    }
    checkType(node.type, coordinate);
    if (node.defaultValue !== undefined) checkDefault(node.defaultValue, node.type, coordinate);
  };

  const checkField = (field: FieldDefinitionNode, type: Composite): void => {
    const coordinate = `${type.name.value}.${field.name.value}`;
    const implemented = (type.interfaces ?? []).flatMap(({ name }) => {
      const other = interfaces.get(name.value)?.get(field.name.value);
      return other === undefined
        ? []
        : [{ coordinate: `${name.value}.${other.name.value}`, args: other.arguments ?? [] }];
    });
    if (isHidden(field)) {
      for (const other of implemented)
        problems.push(`${coordinate} is @inaccessible, but implements ${other.coordinate}, which is visible`);
      return;
    }
    checkType(field.type, coordinate);
    for (const argument of field.arguments ?? []) {
      const place = `${coordinate}(${argument.name.value}:)`;
      checkInput(argument, place);
      for (const other of implemented) {
        const counterpart = other.args.find(({ name }) => name.value === argument.name.value);
        const there = `${other.coordinate}(${argument.name.value}:)`;
        if (counterpart === undefined || isHidden(argument) === isHidden(counterpart)) continue;
        if (isHidden(argument))
          problems.push(`${place} is @inaccessible, but implements ${there}, which is visible`);
        else if (isRequired(argument.type, argument.defaultValue))
          problems.push(`${there} is @inaccessible, but ${place} implements it and clients must provide it`);
      }
    }
  };

  /** Elements of GraphQL and of specifications cannot be hidden. */
  const refuseHidden = (nodes: readonly Annotated[], title: string): void => {
    if (nodes.some(isHidden)) problems.push(`${title} must not have @inaccessible`);
  };

  const checkTypeDefinition = (node: TypeDefinitionNode): void => {
    const name = node.name.value;
    const parts = partsOf(node);
    if (owned.has(name)) {
      refuseHidden([node, ...parts, ...parts.flatMap(argumentsOf)], `type ${name}`);
      return;
    }
    if (isHidden(node)) return;
    if (parts.length > 0 && parts.every(isHidden))
      problems.push(`${name} is visible, but everything that it consists of is @inaccessible`);
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      const members = node.types ?? [];
      if (members.length > 0 && members.every((member) => hidden.has(member.name.value)))
        problems.push(`${name} is visible, but all of its members are @inaccessible`);
    }
    if (isComposite(node)) for (const field of node.fields ?? []) checkField(field, node);
    if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      for (const field of node.fields ?? []) checkInput(field, `${name}.${field.name.value}`);
  };

  const checkDirectiveDefinition = (node: DirectiveDefinitionNode): void => {
    const { name, locations, arguments: args = [] } = node;
    const isExecutable = locations.every(({ value }) => executableLocations.has(value));
    if (!isExecutable || isOwned(name.value, true)) refuseHidden(args, `@${name.value}`);
    else for (const argument of args) checkInput(argument, `@${name.value}(${argument.name.value}:)`);
  };

  for (const node of definitions) {
    if (isTypeDefinitionNode(node)) checkTypeDefinition(node);
    else if (node.kind === Kind.DIRECTIVE_DEFINITION) checkDirectiveDefinition(node);
    else if (node.kind === Kind.SCHEMA_DEFINITION) {
      const query = node.operationTypes.find(({ operation }) => operation === 'query')?.type.name.value;
      if (query !== undefined && hidden.has(query))
        problems.push(`type ${query} is @inaccessible, but is the root type of queries`);
    }
  }
  return problems;
}

function visibleFields(
  { fields = [] }: InterfaceTypeDefinitionNode,
  isHidden: Visibility['isHidden'],
): ReadonlyMap<string, FieldDefinitionNode> {
  return new Map(fields.filter((field) => !isHidden(field)).map((field) => [field.name.value, field]));
}

type Part = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

function partsOf(node: TypeDefinitionNode): readonly Part[] {
  if (node.kind === Kind.ENUM_TYPE_DEFINITION) return node.values ?? [];
  return 'fields' in node ? (node.fields ?? []) : [];
}

function argumentsOf(part: Part): readonly InputValueDefinitionNode[] {
  return part.kind === Kind.FIELD_DEFINITION ? (part.arguments ?? []) : [];
}

function isComposite(node: TypeDefinitionNode): node is Composite {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
