import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type TypeNode,
  visit,
} from 'graphql';
import type { CacheHint, ViewedOperation } from '../../core/client-view.ts';
import { documentNode } from '../../core/graphql/nodes.ts';
import { readOperation } from '../../core/graphql/read-operation.ts';
import type { OperationContext } from '../read/compile-operation.ts';
import { compileSources } from '../read/compile-sources.ts';
import type { View, ViewField } from '../view.ts';
import { createBoundVariables } from './bound-variables.ts';
import type { ArgumentsContext } from './graph-arguments.ts';
import { graphDirectives } from './graph-directives.ts';
import { createSelections } from './rewrite-selections.ts';

export type RewriteContext = Omit<ArgumentsContext, 'bound' | 'print'> & OperationContext;

/** See `ClientView.rewrite`. */
export function rewriteOperation(
  document: DocumentNode,
  operationName: string | undefined,
  context: RewriteContext,
): ViewedOperation {
  const { definition, fragments, variables } = readOperation(document, operationName);
  const bound = createBoundVariables(new Set(variables.map(({ variable }) => variable.name.value)));
  const rewriting = { ...context, bound, print };
  const selections = createSelections(rewriting, fragments);
  const rootType = context.view.schema.getRootType(definition.operation);
  if (!rootType) throw new TypeError(`the schema has no ${definition.operation} type`);
  const selectionSet = selections.rewrite(definition.selectionSet, rootType.name);
  const directives = graphDirectives(definition.directives, rewriting);
  const parts = [{ ...definition, directives, selectionSet }, ...selections.fragments()];
  const used = usedVariables(parts);
  const isUsed = ({ variable }: (typeof variables)[number]): boolean => used.has(variable.name.value);
  const operation: OperationDefinitionNode = {
    ...definition,
    directives,
    selectionSet,
    variableDefinitions: [
      ...variables.filter(isUsed).map((one) => ({ ...one, type: graphType(one.type, context.view) })),
      ...bound.definitions(),
    ],
  };
  return {
    document: documentNode([operation, ...selections.fragments()]),
    cacheHint: strictestHint(selections.met),
    bind: (given, presentation) => bound.bind(given, presentation),
    sources: (keyOf) => compileSources({ ...context, accessOf: selections.accessOf, keyOf }),
  };
}

/** The type of a variable, with the name in the graph. */
function graphType(type: TypeNode, view: View): TypeNode {
  if (type.kind === Kind.LIST_TYPE) return { ...type, type: graphType(type.type, view) };
  if (type.kind === Kind.NON_NULL_TYPE) {
    const inner = graphType(type.type, view);
    return inner.kind === Kind.NON_NULL_TYPE ? inner : { ...type, type: inner };
  }
  const name = view.graphNames.get(type.name.value);
  return name === undefined ? type : { ...type, name: { ...type.name, value: name } };
}

function usedVariables(parts: readonly (OperationDefinitionNode | FragmentDefinitionNode)[]): Set<string> {
  const used = new Set<string>();
  for (const part of parts) {
    visit(part, {
      VariableDefinition: () => false,
      Variable({ name }) {
        used.add(name.value);
      },
    });
  }
  return used;
}

/** The shortest age and the narrowest scope of all fields with a hint. */
function strictestHint(fields: ReadonlySet<ViewField>): CacheHint | undefined {
  const hints = [...fields].flatMap(({ cache }) => cache ?? []);
  if (hints.length === 0) return undefined;
  const ages = hints.flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
  const scopes = hints.flatMap(({ scope }) => scope ?? []);
  return {
    maxAgeSeconds: ages.length > 0 ? Math.min(...ages) : undefined,
    scope: scopes.includes('PRIVATE') ? 'PRIVATE' : scopes[0],
  };
}
