import { type FieldDefinitionNode, Kind, type TypeDefinitionNode } from 'graphql';
import type { CompiledTypes } from './compile-types.ts';
import type { Scope } from './scope.ts';

/**
 * Reports names that two have, types without content, and types that have not what their interfaces have.
 * `definitions`: those that clients can get to, by name in the view files.
 */
export function checkPublished(
  { plans, problems }: Scope,
  definitions: ReadonlyMap<string, TypeDefinitionNode>,
  { types }: CompiledTypes,
): void {
  const names = new Map<string, string>();
  const byName = new Map<string, TypeDefinitionNode>();
  for (const [name, definition] of definitions) {
    const place = plans.get(name)?.place ?? {};
    const publishedName = definition.name.value;
    const other = names.get(publishedName);
    if (other !== undefined) {
      problems.report(place, `${other} and ${name} are both published as ${publishedName}`);
    }
    names.set(publishedName, name);
    byName.set(publishedName, definition);
    const what = emptyOf(definition);
    if (what !== undefined)
      problems.report(place, `${name} is left without ${what}; hide it, or leave it one`);
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
        const said = plans.get(name)?.declared?.fields.find((one) => one.name === inFiles);
        problems.report(
          said?.place ?? plans.get(name)?.place ?? {},
          `${name} has no published field ${field.name.value}, which its interface ${interfaceName} has; both have it, under one name, or neither`,
        );
      }
    }
  }
}

function fieldsOf(definition: TypeDefinitionNode): readonly FieldDefinitionNode[] {
  const isComposite =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return isComposite ? (definition.fields ?? []) : [];
}

function emptyOf(definition: TypeDefinitionNode): string | undefined {
  if ('fields' in definition) return definition.fields?.length ? undefined : 'fields';
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION) return definition.values?.length ? undefined : 'values';
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) return definition.types?.length ? undefined : 'members';
  return undefined;
}
