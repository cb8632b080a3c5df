import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { namedType } from '../core/graphql/named-type.ts';
import { argumentsOf, directivesNamed, parseFieldSet } from './join-directives.ts';
import { typesWithin } from './types-within.ts';

/** A field with fixed arguments that stands in the planned graph under a name of its own. */
export interface FixedField {
  readonly name: string;
  readonly arguments: FieldNode['arguments'];
}

/** A supergraph for the planner, in which required fields with arguments are fields of their own. */
export interface PlannableSupergraph {
  readonly supergraph: DocumentNode;
  /** What such a field is called on the wire, by its name in the planned graph. */
  readonly fixedFields: ReadonlyMap<string, FixedField>;
}

type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Replaces every field with arguments in a `@requires` selection by a field of its own without arguments. The planner
 * tells response keys apart but not arguments, so that a required `price(currency: "USD")` and a client's
 * `price(currency: "EUR")` would be one field to it. A field with `@requires` that leads back to its own type is replaced,
 * too: inside of itself it could not be told from what a client asks for.
 */
export function separateRequiredFields(supergraph: DocumentNode): PlannableSupergraph {
  const types = new Map<string, FieldsType>();
  for (const node of supergraph.definitions) if (hasFields(node)) types.set(node.name.value, node);
  const registry = createRegistry(types, leadsBack(supergraph));
  const renamed = supergraph.definitions.map((node) =>
    hasFields(node) ? withSeparatedRequirements(node, registry) : node,
  );
  if (registry.fixedFields.size === 0) return { supergraph, fixedFields: registry.fixedFields };
  const definitions = renamed.map((node) => (hasFields(node) ? withFixedFields(node, registry) : node));
  return { supergraph: { ...supergraph, definitions }, fixedFields: registry.fixedFields };
}

interface Registry {
  readonly types: ReadonlyMap<string, FieldsType>;
  readonly fixedFields: Map<string, FixedField>;
  /** Names of the fixed fields that a type has got. */
  readonly byType: Map<string, Set<string>>;
  leadsBack(type: string, field: FieldDefinitionNode): boolean;
  /** The planned name of a field with these arguments, on this type. */
  register(type: string, field: FieldNode): string;
}

/** Whether a field has `@requires` in a subgraph that can reach the field's type from its value. */
function leadsBack(supergraph: DocumentNode): Registry['leadsBack'] {
  return (type, { directives, type: valueType }) =>
    directivesNamed(directives, 'join__field')
      .map(argumentsOf)
      .some(
        ({ graph, requires }) =>
          graph !== undefined &&
          requires !== undefined &&
          typesWithin(supergraph, namedType(valueType), graph)?.has(type) === true,
      );
}

function createRegistry(types: ReadonlyMap<string, FieldsType>, leadsBack: Registry['leadsBack']): Registry {
  const taken = new Set(
    [...types.values()].flatMap(({ fields = [] }) => fields.map(({ name }) => name.value)),
  );
  const bySignature = new Map<string, string>();
  const registry: Registry = {
    types,
    leadsBack,
    fixedFields: new Map(),
    byType: new Map(),
    register(type, field) {
      const signature = print({ kind: Kind.FIELD, name: field.name, arguments: field.arguments ?? [] });
      let name = bySignature.get(signature);
      if (name === undefined) {
        let n = 1;
        do name = `${field.name.value}_required_${n++}`;
        while (taken.has(name));
        taken.add(name);
        bySignature.set(signature, name);
        registry.fixedFields.set(name, { name: field.name.value, arguments: field.arguments });
      }
      for (const owner of [type, ...implementingTypes(type, types)]) {
        registry.byType.set(owner, (registry.byType.get(owner) ?? new Set()).add(name));
      }
      return name;
    },
  };
  return registry;
}

function implementingTypes(name: string, types: ReadonlyMap<string, FieldsType>): string[] {
  return [...types.values()]
    .filter(({ interfaces = [] }) => interfaces.some((parent) => parent.name.value === name))
    .map((type) => type.name.value);
}

function withSeparatedRequirements(node: FieldsType, registry: Registry): FieldsType {
  const fields = (node.fields ?? []).map((field) => ({
    ...field,
    directives: (field.directives ?? []).map((directive) =>
      directive.name.value === 'join__field' ? separated(directive, node.name.value, registry) : directive,
    ),
  }));
  return { ...node, fields };
}

function separated(directive: ConstDirectiveNode, type: string, registry: Registry): ConstDirectiveNode {
  const args = (directive.arguments ?? []).map((argument) => {
    if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) return argument;
    const selections = parseFieldSet(argument.value.value);
    const value = print(separatedSelections(selections, type, registry))
      .slice(1, -1)
      .replace(/\s+/g, ' ')
      .trim();
    return { ...argument, value: { ...argument.value, value } };
  });
  return { ...directive, arguments: args };
}

function separatedSelections(set: SelectionSetNode, type: string, registry: Registry): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition?.name.value ?? type;
      return { ...selection, selectionSet: separatedSelections(selection.selectionSet, on, registry) };
    }
    return separatedField(selection, type, registry);
  });
  return { ...set, selections };
}

function separatedField(field: FieldNode, type: string, registry: Registry): FieldNode {
  const definition = registry.types.get(type)?.fields?.find(({ name }) => name.value === field.name.value);
  if (definition === undefined) return field;
  const inner =
    field.selectionSet && separatedSelections(field.selectionSet, namedType(definition.type), registry);
  const selectionSet = inner && { selectionSet: inner };
  const isPlain = (definition.arguments ?? []).length === 0 && !registry.leadsBack(type, definition);
  if (isPlain) return { ...field, ...selectionSet };
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: registry.register(type, field) },
    ...selectionSet,
  };
}

/** The same fields of the same subgraphs under the planned names; no client's schema has them. */
function withFixedFields(node: FieldsType, registry: Registry): FieldsType {
  const names = [...(registry.byType.get(node.name.value) ?? [])];
  const added = names.flatMap((value): FieldDefinitionNode[] => {
    const original = node.fields?.find(({ name }) => name.value === registry.fixedFields.get(value)?.name);
    return original === undefined ? [] : [{ ...original, name: { kind: Kind.NAME, value }, arguments: [] }];
  });
  return { ...node, fields: [...(node.fields ?? []), ...added] };
}

function hasFields(node: DefinitionNode): node is FieldsType {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** A subgraph's operation with every fixed field under its own name and arguments, answered under its planned name. */
export function withFixedArguments(
  document: DocumentNode,
  fixedFields: ReadonlyMap<string, FixedField>,
): DocumentNode {
  if (fixedFields.size === 0) return document;
  return visit(document, {
    Field(node): FieldNode | undefined {
      const fixed = fixedFields.get(node.name.value);
      if (fixed === undefined) return undefined;
      const { name: alias } = node;
      return {
        ...node,
        alias,
        name: { kind: Kind.NAME, value: fixed.name },
        arguments: fixed.arguments ?? [],
      };
    },
  });
}
