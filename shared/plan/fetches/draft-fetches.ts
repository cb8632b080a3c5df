import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  OperationTypeNode,
  parseType,
  type SelectionNode,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql';
import {
  argumentNode,
  documentNode,
  fieldNode,
  inlineFragmentNode,
  nameNode,
  selectionSetNode,
  variableNode,
} from '../../core/graphql/nodes.ts';
import type { SupergraphModel } from '../model/supergraph-model.ts';
import type { ObjectSelection, SelectedField } from '../operation/selection.ts';
import type { Turn } from '../planning-turns.ts';
import type { ContextValue, Entry, Fetch } from '../solve/site.ts';
import type { DataRewrite, FetchDraft, KeyRenamer, RequiredNode } from './fetch-draft.ts';
import type { ChosenFetches } from './merge-fetches.ts';
import { createSelectionPrinter } from './print-selections.ts';

export interface DraftInput {
  readonly model: SupergraphModel;
  readonly operationName: string | undefined;
  readonly variables: readonly VariableDefinitionNode[];
  /** The graph's own directives of the operation. */
  readonly directives: readonly DirectiveNode[];
}

/** Turns the chosen fetches into operations for their subgraphs, each after those that it waits for. */
export async function draftFetches(
  { fetches, conversions }: ChosenFetches,
  input: DraftInput,
  turn: Turn,
): Promise<FetchDraft[]> {
  const ordered = [...fetches].sort((a, b) => a.depth - b.depth || a.index - b.index);
  const numbers = new Map(ordered.map((fetch, number) => [fetch, number]));
  const drafts: FetchDraft[] = [];
  for (const [number, fetch] of ordered.entries()) {
    const pause = turn.pause();
    if (pause !== undefined) await pause;
    const after = [...fetch.waitsFor].flatMap((other) => numbers.get(other) ?? []).sort((a, b) => a - b);
    drafts.push({
      ...draftFetch(fetch, number, after, input),
      conversions: conversions.get(fetch) ?? [],
    });
  }
  return drafts;
}

function draftFetch(
  fetch: Fetch,
  number: number,
  after: readonly number[],
  input: DraftInput,
): Omit<FetchDraft, 'conversions'> {
  const { model } = input;
  const printer = createSelectionPrinter(fetch, model);
  const operationKind = fetch.isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY;
  const selections = fetch.kind === 'root' ? rootSelections() : entitySelections();
  const operationName =
    input.operationName && `${input.operationName}__${validName(fetch.subgraph)}__${number}`;
  const entries = [...fetch.entries.values()];
  return {
    subgraph: fetch.subgraph,
    operationName,
    operationKind,
    document: operation(operationKind, operationName, selections, fetch, input),
    path: fetch.site.path,
    requires: fetch.kind === 'root' ? undefined : entries.flatMap((entry) => requiredOf(entry, model)),
    inputRewrites: entries.flatMap((entry) => typeNameRewrites(entry, model)),
    outputRewrites: printer.renamed,
    contextRewrites: fetch.contexts.flatMap(contextRewrites),
    after,
    isConversion: false,
  };

  function rootSelections(): SelectionNode[] {
    const part = model.types.get(fetch.site.selection.typeName)?.parts.get(fetch.subgraph);
    return part === undefined ? [] : printer.printTop(part, undefined);
  }

  function entitySelections(): SelectionNode[] {
    const fragments = [...fetch.entries.values()].flatMap((entry) => {
      const part = model.types.get(entry.typeName)?.parts.get(fetch.subgraph);
      if (part === undefined) return [];
      return [
        inlineFragmentNode(selectionSetNode(printer.printTop(part, entry.types)), {
          typeCondition: entry.typeName,
        }),
      ];
    });
    const representations = argumentNode('representations', variableNode('representations'));
    return [
      fieldNode('_entities', { arguments: [representations], selectionSet: selectionSetNode(fragments) }),
    ];
  }
}

function operation(
  kind: OperationTypeNode,
  name: string | undefined,
  selections: readonly SelectionNode[],
  { contexts, kind: fetchKind }: Fetch,
  { variables, directives }: DraftInput,
): DocumentNode {
  const selectionSet = selectionSetNode(selections);
  const used = new Set<string>();
  const see = { Variable: (node: VariableNode) => void used.add(node.name.value) };
  visit(selectionSet, see);
  for (const directive of directives) visit(directive, see);
  const definitions = [
    ...(fetchKind === 'entities' ? [defined('representations', '[_Any!]!')] : []),
    ...variables
      .filter(({ variable }) => used.has(variable.name.value))
      .map(({ directives: _own, ...node }) => node),
    ...contexts
      .filter(({ variable }) => used.has(variable))
      .map(({ variable, argument }) => defined(variable, argument.type)),
  ];
  return documentNode([
    {
      kind: Kind.OPERATION_DEFINITION,
      operation: kind,
      ...(name !== undefined && { name: nameNode(name) }),
      variableDefinitions: definitions,
      ...(directives.length > 0 && { directives }),
      selectionSet,
    },
  ]);
}

function defined(name: string, type: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableNode(name),
    type: parseType(type, { noLocation: true }),
  };
}

/** The type conditions of the objects of an entry. */
function conditionsOf({ typeName, isInterface, isTyped, types }: Entry, model: SupergraphModel): string[] {
  const isAll = !isInterface || !isTyped || model.types.get(typeName)?.objectTypes.size === types.size;
  return isAll ? [typeName] : [...types];
}

function requiredOf(entry: Entry, model: SupergraphModel): RequiredNode[] {
  return conditionsOf(entry, model).map((typeCondition) => {
    const fields = [...entry.fields].filter(
      (field) => typeCondition === entry.typeName || field.types.has(typeCondition),
    );
    return {
      kind: 'InlineFragment',
      typeCondition,
      selections: [{ kind: 'Field', name: '__typename' }, ...requiredFields(fields, undefined, model)],
    };
  });
}

/** `all`: the types that objects of the position can have; fields of fewer types are in fragments. */
function requiredFields(
  fields: readonly SelectedField[],
  all: ReadonlySet<string> | undefined,
  model: SupergraphModel,
): RequiredNode[] {
  const nodes = new Map<string, RequiredNode>();
  for (const field of fields) {
    const { key, name, inner, types } = field;
    const node: RequiredNode = {
      kind: 'Field',
      name,
      ...(key !== name && { alias: key }),
      ...(inner && { selections: requiredInner(inner, model) }),
    };
    const isForAll = all === undefined || types.size === all.size;
    const own: RequiredNode[] = isForAll
      ? [node]
      : [...types].map((typeCondition) => ({ kind: 'InlineFragment', typeCondition, selections: [node] }));
    for (const one of own) addNode(nodes, one);
  }
  return [...nodes.values()];
}

function addNode(nodes: Map<string, RequiredNode>, node: RequiredNode): void {
  const id = node.kind === 'Field' ? (node.alias ?? node.name) : `... on ${node.typeCondition}`;
  const known = nodes.get(id);
  nodes.set(id, known === undefined ? node : mergedNode(known, node));
}

function mergedNode(one: RequiredNode, other: RequiredNode): RequiredNode {
  if (one.selections === undefined || other.selections === undefined) return one;
  const nodes = new Map<string, RequiredNode>();
  for (const node of [...one.selections, ...other.selections]) addNode(nodes, node);
  return { ...one, selections: [...nodes.values()] };
}

function requiredInner({ typeName, fields }: ObjectSelection, model: SupergraphModel): RequiredNode[] {
  const type = model.types.get(typeName);
  const nodes = requiredFields(fields, type?.objectTypes, model);
  return type?.kind === 'object' ? nodes : [{ kind: 'Field', name: '__typename' }, ...nodes];
}

function typeNameRewrites(entry: Entry, model: SupergraphModel): DataRewrite[] {
  if (!entry.isInterface) return [];
  return conditionsOf(entry, model).map((condition) => ({
    kind: 'ValueSetter',
    path: [`... on ${condition}`, '__typename'],
    setValueTo: entry.typeName,
  }));
}

function contextRewrites({ variable, up, selection, isOneType }: ContextValue): KeyRenamer[] {
  const climb = Array.from({ length: up }, () => '..');
  return selection.flatMap((field) =>
    pathsOf(field).flatMap((path) =>
      [...field.types].map(
        (type): KeyRenamer => ({
          kind: 'KeyRenamer',
          path: [...climb, ...(isOneType ? [] : [`... on ${type}`]), ...path],
          renameKeyTo: variable,
        }),
      ),
    ),
  );
}

function pathsOf({ key, inner }: SelectedField): string[][] {
  if (inner === undefined) return [[key]];
  return inner.fields.flatMap((field) =>
    pathsOf(field).flatMap((path) =>
      inner.fields.length > 1
        ? [...field.types].map((type) => [key, `... on ${type}`, ...path])
        : [[key, ...path]],
    ),
  );
}

function validName(name: string): string {
  const valid = name.replaceAll('-', '_').replace(/\W/g, '');
  return /^\d/.test(valid) ? `_${valid}` : valid;
}
