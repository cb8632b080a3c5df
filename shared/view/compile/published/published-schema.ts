import {
  type ASTNode,
  buildASTSchema,
  type FieldDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationTypeDefinitionNode,
  OperationTypeNode,
  type TypeDefinitionNode,
  validateSchema,
} from 'graphql';
import { withExactLiterals } from '../../../core/graphql/exact-literals.ts';
import { namedType } from '../../../core/graphql/named-type.ts';
import { documentNode, namedTypeNode } from '../../../core/graphql/nodes.ts';
import type { SourceLocation } from '../../../core/start-error.ts';
import type { InputPlans } from '../arguments/input-plans.ts';
import type { Scope } from '../declarations/scope.ts';
import { checkPublished, fieldsOf } from './check-published.ts';
import type { CompiledTypes } from './compile-types.ts';
import { publishDefinitions } from './published-definitions.ts';
import { publishDirectives } from './published-directives.ts';
import { reachableDefinitions } from './reachable-definitions.ts';

export interface PublishedSchema {
  readonly schema: GraphQLSchema;
  /** The names in the view files of its types. */
  readonly names: ReadonlySet<string>;
}

/** Builds the published schema; undefined if there are problems. */
export function publishSchema(
  scope: Scope,
  inputs: InputPlans,
  compiled: CompiledTypes,
): PublishedSchema | undefined {
  const { graph, plans, problems } = scope;
  const definitions = publishDefinitions(scope, inputs, compiled);
  const roots = Object.values(OperationTypeNode).flatMap((operation): OperationTypeDefinitionNode[] => {
    const type = graph.getRootType(operation);
    const name = type ? plans.get(type.name)?.publishedName : undefined;
    if (name === undefined) return [];
    return [
      {
        kind: Kind.OPERATION_TYPE_DEFINITION,
        operation,
        type: namedTypeNode(name),
      },
    ];
  });
  if (!roots.some(({ operation }) => operation === OperationTypeNode.QUERY)) {
    problems.report(scope.locationOfHidden(graph.getQueryType()?.name ?? ''), 'the view has no queries');
  }
  // A type that was left out because of a problem would be reported again, as missing.
  if (!problems.isEmpty) return undefined;
  const directives = publishDirectives(scope, inputs);
  const reached = new Set(
    reachableDefinitions(
      [...definitions.values()],
      [
        ...roots.map(({ type }) => type.name.value),
        ...directives.flatMap((node) => (node.arguments ?? []).map(({ type }) => namedType(type))),
      ],
    ),
  );
  const published = new Map([...definitions].filter(([, definition]) => reached.has(definition)));
  checkPublished(scope, published, compiled);
  if (!problems.isEmpty) return undefined;
  const schema = buildASTSchema(
    documentNode([
      { kind: Kind.SCHEMA_DEFINITION, operationTypes: roots },
      ...directives,
      ...published.values(),
    ]),
    { assumeValidSDL: true },
  );
  withExactLiterals(schema);
  for (const error of validateSchema(schema)) {
    problems.report(locationOfError(error, published, compiled, scope), error.message);
  }
  return { schema, names: new Set(published.keys()) };
}

/** The place of the type or field that a GraphQL validation error is about. */
function locationOfError(
  { nodes = [] }: GraphQLError,
  published: ReadonlyMap<string, TypeDefinitionNode>,
  { types }: CompiledTypes,
  { plans }: Scope,
): SourceLocation {
  let found: SourceLocation | undefined;
  for (const [name, definition] of published) {
    const plan = plans.get(name);
    for (const field of fieldsOf(definition)) {
      if (!nodesOf(field).some((node) => nodes.includes(node))) continue;
      const compiled = [...(types.get(name)?.fields.values() ?? [])];
      const declaration = compiled.find((one) => one.field.name === field.name.value)?.context.declared;
      if (declaration) return declaration.location;
      found ??= plan?.declared?.location;
    }
    if (nodes.includes(definition)) found ??= plan?.declared?.location;
  }
  return found ?? {};
}

function nodesOf(field: FieldDefinitionNode): readonly ASTNode[] {
  return [field, field.type, ...(field.arguments ?? []).flatMap((argument) => [argument, argument.type])];
}
