import { type DocumentNode, Kind, print, type SelectionNode, type SelectionSetNode, visit } from 'graphql';

/** A text that is equal for operations that ask one subgraph the same, whatever their names and the order of fields. */
export function identityOf(subgraph: string, document: DocumentNode): string {
  const ordered = visit(document, {
    OperationDefinition: {
      enter: ({ name: _name, ...operation }) => ({ ...operation, kind: Kind.OPERATION_DEFINITION }),
    },
    SelectionSet: { leave: (set): SelectionSetNode => ({ ...set, selections: sorted(set.selections) }) },
  });
  return `${subgraph}\n${print(ordered)}`;
}

/** Equal fragments of one selection become one. */
function sorted(selections: readonly SelectionNode[]): SelectionNode[] {
  const byType = new Map<string, SelectionNode>();
  for (const selection of selections) {
    const key = selection.kind === Kind.INLINE_FRAGMENT ? fragmentKey(selection) : print(selection);
    const other = byType.get(key);
    byType.set(key, other === undefined ? selection : joined(other, selection));
  }
  return [...byType.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, selection]) => selection);
}

function fragmentKey({
  typeCondition,
  directives = [],
}: Extract<SelectionNode, { kind: Kind.INLINE_FRAGMENT }>): string {
  return `... on ${typeCondition?.name.value ?? ''} ${directives.map((node) => print(node)).join(' ')}`;
}

function joined(a: SelectionNode, b: SelectionNode): SelectionNode {
  if (a.kind !== Kind.INLINE_FRAGMENT || b.kind !== Kind.INLINE_FRAGMENT) return a;
  const selections = sorted([...a.selectionSet.selections, ...b.selectionSet.selections]);
  return { ...a, selectionSet: { ...a.selectionSet, selections } };
}

/** Whether an operation about entities asks for leaves only. */
export function isFlat(document: DocumentNode): boolean {
  let depth = 0;
  let deepest = 0;
  visit(document, {
    Field: {
      enter: () => {
        depth += 1;
        deepest = Math.max(deepest, depth);
      },
      leave: () => {
        depth -= 1;
      },
    },
  });
  return deepest <= 2;
}
