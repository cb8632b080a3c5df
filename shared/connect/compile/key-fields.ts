import {
  type ConstDirectiveNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** A path of field names from the entity. */
export type FieldPath = readonly string[];

/** Returns the `@key`s by which entities of a type can be requested (excluding those with `resolvable: false`). */
export function resolvableKeys(type: GraphQLObjectType): FieldPath[][] {
  return keys(type, (directive) => argument(directive, 'resolvable') !== false);
}

/** Returns the fields of a `@requires`. */
export function requiredFields(type: GraphQLObjectType, fieldName: string): FieldPath[] {
  const directives = directivesOf(type.getFields()[fieldName]?.astNode, 'requires');
  return directives.flatMap((directive) => paths(argument(directive, 'fields')));
}

/** Returns the coordinates of fields that representations contain and that need no connector: keys and external fields. */
export function fieldsOfRepresentations(schema: GraphQLSchema): Set<string> {
  const coordinates = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const isExternal = directivesOf(type.astNode, 'external').length > 0;
    for (const field of Object.values(type.getFields())) {
      if (isExternal || directivesOf(field.astNode, 'external').length > 0) {
        coordinates.add(`${type.name}.${field.name}`);
      }
      for (const path of requiredFields(type, field.name)) addPath(type, path, coordinates);
    }
    for (const path of keys(type, () => true).flat()) addPath(type, path, coordinates);
  }
  return coordinates;
}

function addPath(root: GraphQLObjectType, path: FieldPath, coordinates: Set<string>): void {
  let type: unknown = root;
  for (const name of path) {
    if (!isObjectType(type)) return;
    coordinates.add(`${type.name}.${name}`);
    type = getNamedType(type.getFields()[name]?.type);
  }
}

function keys(type: GraphQLObjectType, accept: (directive: ConstDirectiveNode) => boolean): FieldPath[][] {
  return directivesOf(type.astNode, 'key')
    .filter(accept)
    .map((directive) => paths(argument(directive, 'fields')));
}

function directivesOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined,
  name: string,
): ConstDirectiveNode[] {
  const names = [name, `federation__${name}`];
  return node?.directives?.filter((directive) => names.includes(directive.name.value)) ?? [];
}

function argument(directive: ConstDirectiveNode, name: string): unknown {
  const found = directive.arguments?.find((given) => given.name.value === name);
  return found === undefined ? undefined : valueFromASTUntyped(found.value);
}

/** Parses a field set: `id org { id }` has the paths `id` and `org.id`. */
function paths(fields: unknown): FieldPath[] {
  const { definitions } = parse(`{ ${String(fields)} }`, { noLocation: true });
  const operation = definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return operation === undefined ? [] : leaves(operation.selectionSet);
}

function leaves({ selections }: SelectionSetNode): FieldPath[] {
  return selections
    .filter((selection): selection is FieldNode => selection.kind === Kind.FIELD)
    .flatMap(({ name, selectionSet }) =>
      selectionSet === undefined ? [[name.value]] : leaves(selectionSet).map((path) => [name.value, ...path]),
    );
}
