import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The size of one operation or fragment, with all fragments expanded. A count that is too large is `Infinity`. */
export interface SelectionSize {
  /** Fields, fragment spreads and inline fragments. */
  readonly selections: number;
  /** Fields that are not inside another field. */
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Nested fields; fields inside `__schema` and `__type` do not count. */
  readonly depth: number;
  /** Nested selections: fields, spreads and inline fragments. */
  readonly nesting: number;
  readonly hasIntrospection: boolean;
}

export interface DocumentSize {
  /** The sizes of the operations, then of fragments that no operation uses. */
  readonly definitions: readonly SelectionSize[];
  /** Whether a fragment contains itself. The counts then have no meaning. */
  readonly isCircular: boolean;
}

const introspectionFields: ReadonlySet<string> = new Set(['__schema', '__type']);

export function isIntrospection(fieldName: string): boolean {
  return introspectionFields.has(fieldName);
}

const nothing: SelectionSize = {
  selections: 0,
  rootFields: 0,
  aliases: 0,
  directives: 0,
  depth: 0,
  nesting: 0,
  hasIntrospection: false,
};

/**
 * Measures a parsed document that need not be valid, in time linear in its length: each fragment is measured once. Selections
 * that nest deeper than `maxNesting` have a `nesting` of `Infinity` and are not measured further. Unknown fragments are empty.
 */
export function measureDocument(document: DocumentNode, maxNesting: number): DocumentSize {
  const fragments = fragmentsOf(document);
  const measured = new Map<FragmentDefinitionNode, SelectionSize>();
  const inProgress = new Set<FragmentDefinitionNode>();
  let isCircular = false;

  function fragment(node: FragmentDefinitionNode, level: number): SelectionSize {
    const known = measured.get(node);
    if (known !== undefined) return known;
    if (inProgress.has(node)) {
      isCircular = true;
      return nothing;
    }
    inProgress.add(node);
    const size = selectionSet(node.selectionSet, node.directives, level);
    inProgress.delete(node);
    measured.set(node, size);
    return size;
  }

  function selectionSet(
    node: SelectionSetNode | undefined,
    ownDirectives: readonly DirectiveNode[] | undefined,
    level: number,
  ): SelectionSize {
    const directives = ownDirectives?.length ?? 0;
    if (node === undefined) return { ...nothing, directives };
    if (level > maxNesting) return { ...nothing, directives, nesting: Number.POSITIVE_INFINITY };
    const total = { ...nothing, directives };
    for (const selection of node.selections) {
      const size = measure(selection, level);
      total.selections += size.selections;
      total.rootFields += size.rootFields;
      total.aliases += size.aliases;
      total.directives += size.directives;
      total.depth = Math.max(total.depth, size.depth);
      total.nesting = Math.max(total.nesting, size.nesting);
      total.hasIntrospection ||= size.hasIntrospection;
    }
    return total;
  }

  function measure(selection: SelectionNode, level: number): SelectionSize {
    const inner = inside(selection, level + 1);
    const { selections, nesting } = inner;
    const size = { ...inner, selections: 1 + selections, nesting: 1 + nesting };
    if (selection.kind !== Kind.FIELD) return size;
    const { alias, name } = selection;
    const hasIntrospection = isIntrospection(name.value);
    return {
      ...size,
      rootFields: 1,
      aliases: (alias === undefined ? 0 : 1) + inner.aliases,
      depth: 1 + (hasIntrospection ? 0 : inner.depth),
      hasIntrospection: hasIntrospection || inner.hasIntrospection,
    };
  }

  function inside(selection: SelectionNode, level: number): SelectionSize {
    if (selection.kind !== Kind.FRAGMENT_SPREAD)
      return selectionSet(selection.selectionSet, selection.directives, level);
    const definition = fragments.get(selection.name.value);
    const size = definition === undefined ? nothing : fragment(definition, level);
    const own = selection.directives?.length ?? 0;
    return own === 0 ? size : { ...size, directives: size.directives + own };
  }

  const definitions: SelectionSize[] = [];
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const ofVariables = node.variableDefinitions?.flatMap((variable) => variable.directives ?? []) ?? [];
    const all = [...ofVariables, ...(node.directives ?? [])];
    definitions.push(selectionSet(node.selectionSet, all, 0));
  }
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION && !measured.has(node)) definitions.push(fragment(node, 0));
  return { definitions, isCircular };
}

/** Returns the fragments by name; the last of several with one name, as in graphql-js. */
export function fragmentsOf({
  definitions,
}: {
  readonly definitions: readonly DefinitionNode[];
}): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  return fragments;
}
