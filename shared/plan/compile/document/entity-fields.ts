import { type DocumentNode, type FieldNode, parse, visit } from 'graphql';

/** The fields directly below `_entities`, with the type of the fragment that they stand in. */
export function eachEntityField(document: DocumentNode, see: (field: FieldNode, type: string) => void): void {
  keepEntityFields(document, (_key, field, type) => {
    see(field, type);
    return true;
  });
}

export function keepEntityFields(
  document: DocumentNode,
  keep: (key: string, field: FieldNode, type: string) => boolean,
): DocumentNode {
  const typeStack: string[] = [];
  let depth = 0;
  const kept = visit(document, {
    InlineFragment: {
      enter: (node) => void typeStack.push(node.typeCondition?.name.value ?? typeStack.at(-1) ?? ''),
      leave: (node) => {
        typeStack.pop();
        return node.selectionSet.selections.length === 0 ? null : undefined;
      },
    },
    Field: {
      enter(node) {
        depth += 1;
        if (depth !== 2) return undefined;
        const type = typeStack.at(-1) ?? '';
        if (keep(`${type}.${node.alias?.value ?? node.name.value}`, node, type)) return undefined;
        depth -= 1;
        return null;
      },
      leave: () => {
        depth -= 1;
      },
    },
  });
  return withoutUnusedVariables(kept);
}

/** The operation that asks about entities of one type. */
export function entitiesDocument(type: string, fields: readonly FieldNode[]): DocumentNode {
  const empty = parse(
    `query($representations:[_Any!]!){_entities(representations:$representations){...on ${type}{__typename}}}`,
    { noLocation: true },
  );
  return visit(empty, {
    InlineFragment: (node) => ({ ...node, selectionSet: { ...node.selectionSet, selections: fields } }),
  });
}

/** A subgraph refuses variables that nothing uses. */
function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
