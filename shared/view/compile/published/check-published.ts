import {
  type FieldDefinitionNode,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  specifiedScalarTypes,
  type TypeDefinitionNode,
} from 'graphql';
import type { SourceLocation } from '../../../core/start-error.ts';
import type { Scope } from '../declarations/scope.ts';
import type { CompiledTypes } from './compile-types.ts';

/**
 * Reports duplicate names, empty types, and types that lack fields of their interfaces.
 * `definitions`: the reachable ones, by name in the view files.
 */
export function checkPublished(
  scope: Scope,
  definitions: ReadonlyMap<string, TypeDefinitionNode>,
  { types }: CompiledTypes,
): void {
  const { plans, problems } = scope;
  const names = new Map(specifiedScalarTypes.map(({ name }) => [name, name]));
  const byName = new Map<string, TypeDefinitionNode>();
  for (const [name, definition] of definitions) {
    const location = locationOfType(scope, name);
    const publishedName = definition.name.value;
    const other = names.get(publishedName);
    if (other !== undefined) {
      problems.report(location, `${other} and ${name} are both published as ${publishedName}`);
    }
    names.set(publishedName, name);
    byName.set(publishedName, definition);
    const absent = absentMembersOf(definition);
    if (absent !== undefined)
      problems.report(location, `${name} has no published ${absent}; hide the type, or publish at least one`);
  }
  for (const [name, definition] of definitions) {
    for (const { name: node } of 'interfaces' in definition ? (definition.interfaces ?? []) : []) {
      const other = byName.get(node.value);
      if (other?.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      const own = new Set(fieldsOf(definition).map((field) => field.name.value));
      for (const field of other.fields ?? []) {
        if (own.has(field.name.value)) continue;
        const interfaceName = names.get(node.value) ?? node.value;
        const declared = types.get(interfaceName)?.fields;
        const [inFiles = field.name.value] =
          [...(declared ?? [])].find(([, compiled]) => compiled.field.name === field.name.value) ?? [];
        const locations = [plans.get(name), plans.get(interfaceName)].flatMap((plan) => [
          plan?.declared?.fields.find((one) => one.name === inFiles)?.location,
          plan?.declared?.location,
        ]);
        problems.report(
          locations.find((location) => location !== undefined) ?? {},
          `${name} has no published field ${field.name.value}, but its interface ${interfaceName} does; publish it on both under one name, or on neither`,
        );
      }
    }
  }
}

/** The place of a type's declaration, or else of a hidden type among its parts. */
function locationOfType({ plans, graph, locationOfHidden }: Scope, name: string): SourceLocation {
  const declared = plans.get(name)?.declared;
  if (declared) return declared.location;
  const type = graph.getType(name);
  const parts = isUnionType(type)
    ? type.getTypes()
    : isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => getNamedType(field.type))
      : [];
  const hidden = parts.find(
    (part) => !plans.has(part.name) && locationOfHidden(part.name).line !== undefined,
  );
  return hidden ? locationOfHidden(hidden.name) : {};
}

/** The fields of an object type or an interface; empty for other types. */
export function fieldsOf(definition: TypeDefinitionNode): readonly FieldDefinitionNode[] {
  const isComposite =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return isComposite ? (definition.fields ?? []) : [];
}

function absentMembersOf(definition: TypeDefinitionNode): string | undefined {
  if ('fields' in definition) return definition.fields?.length ? undefined : 'fields';
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION) return definition.values?.length ? undefined : 'values';
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) return definition.types?.length ? undefined : 'members';
  return undefined;
}
