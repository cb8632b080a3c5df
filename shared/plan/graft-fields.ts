import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  validate,
  visit,
} from 'graphql';

/** Selections for the objects of one type at one position of a fetch. */
export interface Graft {
  /** The selection set of the fetch that gets them. */
  readonly set: SelectionSetNode;
  /** Response keys from the start of the fetch's data to that position. */
  readonly way: readonly string[];
  readonly type: string;
  readonly selections: readonly SelectionNode[];
  /** Of the variables that are in them. */
  readonly variables: readonly VariableDefinitionNode[];
  /** Changes of what is received, from the object on. */
  readonly rewrites: readonly FetchDataRewrite[];
}

/** Aliases by the response keys that they stand for. */
type Aliases = ReadonlyMap<string, string>;

/**
 * A fetch that asks for more of some of its objects. Where a response key would mean one thing for these and another for
 * objects of other types, which no subgraph accepts, it gets an alias that is taken back from what is received.
 *
 * `document`: the fetch's operation. `schema`: the subgraph's.
 */
export function graftFields(
  node: FetchNode,
  document: DocumentNode,
  grafts: readonly Graft[],
  schema: GraphQLSchema,
): FetchNode {
  const aliased = withoutConflicts(document, grafts, schema);
  const whole = withVariables(
    withGrafts(document, aliased),
    grafts.flatMap(({ variables }) => variables),
  );
  const rewrites = aliased.flatMap(({ graft, aliases }) => rewritesOf(graft, aliases));
  return {
    ...node,
    operation: stripIgnoredCharacters(print(whole)),
    variableUsages: [
      ...new Set([
        ...(node.variableUsages ?? []),
        ...grafts.flatMap(({ variables }) => variables.map(({ variable }) => variable.name.value)),
      ]),
    ],
    // Those of the fetch may rename what is on the way.
    ...(rewrites.length > 0 && { outputRewrites: [...rewrites, ...(node.outputRewrites ?? [])] }),
  };
}

interface AliasedGraft {
  readonly graft: Graft;
  readonly aliases: Aliases;
}

function withoutConflicts(
  document: DocumentNode,
  grafts: readonly Graft[],
  schema: GraphQLSchema,
): AliasedGraft[] {
  const fits = (aliased: readonly AliasedGraft[]): boolean =>
    validate(schema, withGrafts(document, aliased), [OverlappingFieldsCanBeMergedRule]).length === 0;
  const plain = grafts.map((graft) => ({ graft, aliases: new Map<string, string>() }));
  if (fits(plain)) return plain;
  const taken = responseKeys(document, grafts);
  const done: AliasedGraft[] = [];
  for (const graft of grafts) {
    const aliases = new Map<string, string>();
    for (const key of keysAtTop(graft.selections)) {
      const only = { ...graft, selections: withKey(graft.selections, key) };
      if (fits([...done, { graft: only, aliases }])) continue;
      let n = 0;
      while (taken.has(`${key}__alias_${n}`)) n += 1;
      aliases.set(key, `${key}__alias_${n}`);
      taken.add(`${key}__alias_${n}`);
    }
    done.push({ graft, aliases });
  }
  return done;
}

function withGrafts(document: DocumentNode, grafts: readonly AliasedGraft[]): DocumentNode {
  return visit(document, {
    SelectionSet(node): SelectionSetNode | undefined {
      const added = grafts.flatMap(({ graft, aliases }): SelectionNode[] => {
        if (graft.set !== node) return [];
        const typeCondition = {
          kind: Kind.NAMED_TYPE,
          name: { kind: Kind.NAME, value: graft.type },
        } as const;
        const selections = graft.selections.map((selection) => withAliases(selection, aliases));
        const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
        return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
      });
      return added.length > 0 ? { ...node, selections: [...node.selections, ...added] } : undefined;
    },
  });
}

function withAliases(selection: SelectionNode, aliases: Aliases): SelectionNode {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const selections = selection.selectionSet.selections.map((inner) => withAliases(inner, aliases));
    return { ...selection, selectionSet: { ...selection.selectionSet, selections } };
  }
  const value = aliases.get((selection.alias ?? selection.name).value);
  return value === undefined ? selection : { ...selection, alias: { kind: Kind.NAME, value } };
}

function rewritesOf({ way, type, rewrites }: Graft, aliases: Aliases): FetchDataRewrite[] {
  const start = [...way, `... on ${type}`];
  const renamed = [...aliases].map(([key, alias]): FetchDataRewrite => {
    return { kind: 'KeyRenamer', path: [...start, alias], renameKeyTo: key };
  });
  return [...renamed, ...rewrites.map((rewrite) => ({ ...rewrite, path: [...start, ...rewrite.path] }))];
}

function keysAtTop(selections: readonly SelectionNode[]): Set<string> {
  return new Set(
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      return [...keysAtTop(selection.selectionSet.selections)];
    }),
  );
}

/** The selections with only those fields at their top that have this response key. */
function withKey(selections: readonly SelectionNode[], key: string): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD)
      return (selection.alias ?? selection.name).value === key ? [selection] : [];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = withKey(selection.selectionSet.selections, key);
    return inner.length === 0
      ? []
      : [{ ...selection, selectionSet: { ...selection.selectionSet, selections: inner } }];
  });
}

function responseKeys(document: DocumentNode, grafts: readonly Graft[]): Set<string> {
  const keys = new Set<string>();
  const note = {
    Field: ({ alias, name }: { alias?: { value: string } | undefined; name: { value: string } }) =>
      void keys.add((alias ?? name).value),
  };
  visit(document, note);
  for (const { selections } of grafts) for (const selection of selections) visit(selection, note);
  return keys;
}

function withVariables(document: DocumentNode, variables: readonly VariableDefinitionNode[]): DocumentNode {
  const definitions = document.definitions.map((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return node;
    const all = [...(node.variableDefinitions ?? []), ...variables];
    const byName = new Map(all.map((definition) => [definition.variable.name.value, definition]));
    return { ...node, variableDefinitions: [...byName.values()] };
  });
  return { ...document, definitions };
}
