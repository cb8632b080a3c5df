import { Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { FieldSet } from './supergraph-model.ts';

/** Parses the text of a `@key`, `@requires` or `@provides`. Throws `GraphQLError`. */
export function parseFieldSet(text: string): FieldSet {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('a field set is a selection set');
  return readSelections(definition.selectionSet, undefined);
}

function readSelections({ selections }: SelectionSetNode, on: string | undefined): FieldSet {
  return selections.flatMap((selection) => readSelection(selection, on));
}

function readSelection(selection: SelectionNode, on: string | undefined): FieldSet {
  if (selection.kind === Kind.FRAGMENT_SPREAD) throw new TypeError('a field set has no named fragments');
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return readSelections(selection.selectionSet, selection.typeCondition?.name.value ?? on);
  const { name, arguments: args = [], selectionSet } = selection;
  const inner = selectionSet === undefined ? [] : readSelections(selectionSet, undefined);
  return [{ on, name: name.value, arguments: args, selections: inner }];
}
