import type { FetchNode } from '@apollo/query-planner';
import type { GraphTypes } from './brought-sets.ts';
import { keepEntityFields } from './entity-fields.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import { fitsName, hasTwoNames, nameSetters } from './written-names.ts';

/**
 * Makes several fetches of one that asks about the same objects under different type names: a subgraph may have an
 * interface and a narrower one as an `@interfaceObject` each, and a representation has room for one name.
 */
export function separateNames(fetches: readonly ParsedFetch[], graph: GraphTypes): ParsedFetch[] {
  const parts = fetches.map((fetch) =>
    fetch.node.requires !== undefined && hasTwoNames(fetch.node, graph) ? separate(fetch, graph) : [fetch],
  );
  if (parts.every(({ length }) => length === 1)) return [...fetches];
  let next = 0;
  const numbers = parts.map((group) => group.map(() => next++));
  return parts.flatMap((group) =>
    group.map((fetch) => ({ ...fetch, before: fetch.before.flatMap((index) => numbers[index] ?? []) })),
  );
}

function separate(fetch: ParsedFetch, graph: GraphTypes): ParsedFetch[] {
  const { document, node } = fetch;
  const { requires = [], inputRewrites = [], serviceName } = node;
  const names = [...new Set(nameSetters(node).map(({ name }) => name))];
  const isNamed = (type: string): boolean => names.some((name) => fitsName(serviceName, type, name, graph));
  const conditionsOf = (name: string | undefined): Set<string | undefined> =>
    new Set(nameSetters(node).flatMap((setter) => (setter.name === name ? [setter.condition] : [])));
  const rewritten = new Set(nameSetters(node).map(({ condition }) => condition));
  const rest = requires.filter((one) => !isFragmentOn(one, (condition) => rewritten.has(condition)));
  // Objects of further types keep their own names.
  const groups = rest.length === 0 ? names : [...names, undefined];
  return groups.map((name, index): ParsedFetch => {
    const conditions = conditionsOf(name);
    const takesRest = rest.length === 0 && index === 0;
    const part: FetchNode = {
      ...node,
      requires:
        name === undefined
          ? rest
          : requires.filter((one) => isFragmentOn(one, (condition) => conditions.has(condition))),
      inputRewrites: inputRewrites.filter((rewrite) =>
        nameSetters({ inputRewrites: [rewrite] }).every((setter) => setter.name === name),
      ),
    };
    return {
      ...fetch,
      isSeparated: true,
      node: part,
      document: keepEntityFields(document, (_key, _field, type) =>
        isNamed(type)
          ? name !== undefined && fitsName(serviceName, type, name, graph)
          : name === undefined || takesRest,
      ),
    };
  });
}

function isFragmentOn(
  selection: NonNullable<FetchNode['requires']>[number],
  isIt: (condition: string) => boolean,
): boolean {
  return (
    selection.kind === 'InlineFragment' &&
    selection.typeCondition !== undefined &&
    isIt(selection.typeCondition)
  );
}
