import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/**
 * The mismatches between a result's data and the schema, with their paths. Abstract values are skipped if their type is
 * not selected.
 */
export function problemsIn(schema: GraphQLSchema, document: DocumentNode, data: unknown): readonly string[] {
  const found: string[] = [];
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION || data === null) continue;
    const root = schema.getRootType(node.operation);
    if (root) check(root, data, [node.selectionSet], 'data');
  }
  return found;

  function check(
    type: GraphQLOutputType,
    value: unknown,
    sets: readonly SelectionSetNode[],
    at: string,
  ): void {
    if (isNonNullType(type)) {
      if (value === null || value === undefined) found.push(`${at} is null; it must be ${type}`);
      else check(type.ofType, value, sets, at);
    } else if (value === null) return;
    else if (isListType(type)) {
      if (!Array.isArray(value)) found.push(`${at} is not a list`);
      else for (const [index, item] of value.entries()) check(type.ofType, item, sets, `${at}.${index}`);
    } else if (isEnumType(type)) {
      if (!type.getValues().some(({ name }) => name === value))
        found.push(`${at} is no ${type.name}: ${value}`);
    } else if (isObjectType(type) || isAbstractType(type)) checkObject(type.name, value, sets, at);
    else if (!isScalar(type.name, value)) found.push(`${at} is no ${type.name}: ${JSON.stringify(value)}`);
  }

  function checkObject(
    typeName: string,
    value: unknown,
    sets: readonly SelectionSetNode[],
    at: string,
  ): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      found.push(`${at} is not an object`);
      return;
    }
    const entries = new Map<string, unknown>(Object.entries(value));
    const declared = schema.getType(typeName);
    const shown = [...entries].find(([key, one]) => key === '__typename' && typeof one === 'string')?.[1];
    if (isAbstractType(declared) && shown === undefined) return;
    const type = schema.getType(isAbstractType(declared) ? String(shown) : typeName);
    if (!isObjectType(type) || (isAbstractType(declared) && !schema.isSubType(declared, type))) {
      found.push(`${at} is of type ${shown}, which ${typeName} is not`);
      return;
    }
    const selected = new Map<string, { readonly name: string; readonly sets: SelectionSetNode[] }>();
    for (const set of sets) collect(set, type.name, selected);
    for (const [key, one] of entries) {
      const field = selected.get(key);
      if (field === undefined) found.push(`${at}.${key} is not selected`);
      else if (field.name === '__typename') {
        if (one !== type.name) found.push(`${at}.${key} is ${one}, not ${type.name}`);
      } else if (!field.name.startsWith('__')) {
        const definition = type.getFields()[field.name];
        if (definition) check(definition.type, one, field.sets, `${at}.${key}`);
        else found.push(`${at}.${key}: ${type.name} has no field ${field.name}`);
      }
    }
  }

  /** Ignores conditions: all data must be selected, but selected data may be absent. */
  function collect(
    { selections }: SelectionSetNode,
    typeName: string,
    selected: Map<string, { readonly name: string; readonly sets: SelectionSetNode[] }>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = selected.get(key) ?? { name: selection.name.value, sets: [] };
        if (selection.selectionSet) known.sets.push(selection.selectionSet);
        selected.set(key, known);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value ?? typeName;
      const target = schema.getType(condition);
      const type = schema.getType(typeName);
      const isMatch =
        condition === typeName ||
        (isAbstractType(target) && isObjectType(type) && schema.isSubType(target, type));
      if (isMatch) collect(fragment.selectionSet, typeName, selected);
    }
  }
}

function isScalar(name: string, value: unknown): boolean {
  if (name === 'Int') return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
  if (name === 'Float') return typeof value === 'number';
  if (name === 'Boolean') return typeof value === 'boolean';
  if (name === 'String') return typeof value === 'string';
  return name !== 'ID' || typeof value === 'string' || Number.isInteger(value);
}
