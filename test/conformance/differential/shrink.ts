import {
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import type { OperationText } from './random-operation.ts';

/** The smallest operation that still fails, by removing selections one by one. */
export async function shrink(
  schema: GraphQLSchema,
  operation: OperationText,
  fails: (operation: OperationText) => Promise<boolean>,
): Promise<OperationText> {
  let smallest = operation;
  for (let index = 0; ; index += 1) {
    const document = withoutSelection(parse(smallest.query, { noLocation: true }), index);
    if (document === undefined) return smallest;
    if (!document.definitions.some(isOperation) || validate(schema, document).length > 0) continue;
    const smaller = { query: print(document), variables: usedVariables(document, smallest.variables) };
    if (!(await fails(smaller))) continue;
    smallest = smaller;
    index -= 1;
  }
}

/** Without its selection number `index` in document order; undefined if it has fewer. */
function withoutSelection(document: DocumentNode, index: number): DocumentNode | undefined {
  let seen = -1;
  let found = false;
  const drop = (_: SelectionNode): null | undefined => {
    seen += 1;
    if (seen !== index) return undefined;
    found = true;
    return null;
  };
  const edited = visit(document, {
    Field: drop,
    InlineFragment: drop,
    FragmentSpread: drop,
  });
  return found ? withoutUnused(withoutEmpty(edited)) : undefined;
}

function isOperation({ kind }: DefinitionNode): boolean {
  return kind === Kind.OPERATION_DEFINITION;
}

/** Fields without remaining selections are removed too; a spread of a removed fragment makes the document invalid. */
function withoutEmpty(document: DocumentNode): DocumentNode {
  const removeEmpty = {
    leave: ({ selectionSet }: { readonly selectionSet?: SelectionSetNode | undefined }) =>
      selectionSet?.selections.length === 0 ? null : undefined,
  };
  return visit(document, {
    Field: removeEmpty,
    InlineFragment: removeEmpty,
    FragmentDefinition: removeEmpty,
    OperationDefinition: removeEmpty,
  });
}

function withoutUnused(document: DocumentNode): DocumentNode {
  const spreads = new Set<string>();
  visit(document, { FragmentSpread: ({ name }) => void spreads.add(name.value) });
  const kept = document.definitions.filter(
    (node) => node.kind !== Kind.FRAGMENT_DEFINITION || spreads.has(node.name.value),
  );
  if (kept.length < document.definitions.length) return withoutUnused({ ...document, definitions: kept });
  const used = variablesIn(document);
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}

function variablesIn(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return used;
}

function usedVariables(
  document: DocumentNode,
  variables: OperationText['variables'],
): OperationText['variables'] {
  const used = variablesIn(document);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name)));
}
