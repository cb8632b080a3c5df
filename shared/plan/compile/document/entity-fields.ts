import {
  type DocumentNode,
  type FieldNode,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import {
  argumentNode,
  documentNode,
  fieldNode,
  inlineFragmentNode,
  namedTypeNode,
  nonNullTypeNode,
  selectionSetNode,
  variableNode,
} from '../../../core/graphql/nodes.ts';
import { operationIn } from './operation-in.ts';

/** Calls `see` for the fields directly below `_entities`, with the type of the fragment around them. */
export function eachEntityField(document: DocumentNode, see: (field: FieldNode, type: string) => void): void {
  for (const selection of operationIn(document)?.selectionSet.selections ?? [])
    if (selection.kind === Kind.FIELD && selection.selectionSet) eachField(selection.selectionSet, '', see);
}

function eachField(
  { selections }: SelectionSetNode,
  type: string,
  see: (field: FieldNode, type: string) => void,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) see(selection, type);
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      eachField(selection.selectionSet, selection.typeCondition?.name.value ?? type, see);
  }
}

/** The operation with some of the fields directly below `_entities`. `keep`: called with the type and the key of a field. */
export function keepEntityFields(document: DocumentNode, keep: (key: string) => boolean): DocumentNode {
  const operation = operationIn(document);
  if (operation === undefined) return document;
  const selections = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD && selection.selectionSet
      ? { ...selection, selectionSet: keepIn(selection.selectionSet, '', keep) }
      : selection,
  );
  const selectionSet = selectionSetNode(selections);
  // A subgraph refuses variables that are not used.
  const used = new Set<string>();
  visit(selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions =
    operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [];
  return documentNode([{ ...operation, variableDefinitions, selectionSet }]);
}

function keepIn(
  { selections }: SelectionSetNode,
  type: string,
  keep: (key: string) => boolean,
): SelectionSetNode {
  return selectionSetNode(
    selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD)
        return keep(`${type}.${selection.alias?.value ?? selection.name.value}`) ? [selection] : [];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      const selectionSet = keepIn(selection.selectionSet, selection.typeCondition?.name.value ?? type, keep);
      return selectionSet.selections.length === 0 ? [] : [{ ...selection, selectionSet }];
    }),
  );
}

/** The operation that selects some fields of entities of one type. */
export function entitiesDocument(type: string, fields: readonly FieldNode[]): DocumentNode {
  const variable = variableNode('representations');
  return documentNode([
    {
      kind: Kind.OPERATION_DEFINITION,
      operation: OperationTypeNode.QUERY,
      variableDefinitions: [
        {
          kind: Kind.VARIABLE_DEFINITION,
          variable,
          type: nonNullTypeNode({ kind: Kind.LIST_TYPE, type: nonNullTypeNode(namedTypeNode('_Any')) }),
        },
      ],
      selectionSet: selectionSetNode([
        fieldNode('_entities', {
          arguments: [argumentNode('representations', variable)],
          selectionSet: selectionSetNode([
            inlineFragmentNode(selectionSetNode(fields), { typeCondition: type }),
          ]),
        }),
      ]),
    },
  ]);
}
