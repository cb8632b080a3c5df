import {
  type DocumentNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { selectionSetNode } from '../../../core/graphql/nodes.ts';
import { everyField, operationIn } from './operation-in.ts';
import { printDirectives, printSelection, printSelections } from './print-operation.ts';

/** A text that is equal for operations of one subgraph that differ only in their names and the order of fields. */
export function identityOf(subgraph: string, document: DocumentNode): string {
  const operation = operationIn(document);
  if (operation === undefined) return subgraph;
  const directives = printDirectives(operation.directives);
  return `${subgraph}\n${operation.operation}${directives}${printSelections(sorted(operation.selectionSet))}`;
}

/** Equal fragments of one selection become one. */
function sorted({ selections }: SelectionSetNode): SelectionSetNode {
  const byText = new Map<string, SelectionNode>();
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const id = fragmentId(selection);
      const other = byText.get(id);
      const all = other?.kind === Kind.INLINE_FRAGMENT ? other.selectionSet.selections : [];
      byText.set(id, {
        ...selection,
        selectionSet: selectionSetNode([...all, ...selection.selectionSet.selections]),
      });
    } else {
      const { selectionSet } = selection.kind === Kind.FIELD ? selection : { selectionSet: undefined };
      const ordered = selectionSet ? { ...selection, selectionSet: sorted(selectionSet) } : selection;
      byText.set(printSelection(ordered), ordered);
    }
  }
  const ordered = [...byText].sort(([a], [b]) => (a < b ? -1 : 1));
  return selectionSetNode(
    ordered.map(([, one]) =>
      one.kind === Kind.INLINE_FRAGMENT ? { ...one, selectionSet: sorted(one.selectionSet) } : one,
    ),
  );
}

function fragmentId({ typeCondition, directives }: InlineFragmentNode): string {
  return `...${typeCondition?.name.value ?? ''}${printDirectives(directives)}`;
}

/** Whether an operation selects only leaves of its entities. */
export function isFlat(document: DocumentNode): boolean {
  let deepest = 0;
  everyField(document, (_field, depth) => {
    deepest = Math.max(deepest, depth);
  });
  return deepest <= 2;
}
