import type { FetchNode } from '@apollo/query-planner';
import type { GraphTypes } from './brought-sets.ts';

/** A rewrite of the type name in a representation. */
interface NameSetter {
  readonly condition: string;
  readonly name: string;
}

const typeStep = '... on ';

/** The rewrites of a fetch that change the type names of its representations, in the order in which they apply. */
export function nameSetters({ inputRewrites = [] }: Pick<FetchNode, 'inputRewrites'>): NameSetter[] {
  return inputRewrites.flatMap((rewrite) => {
    const [step = '', key, ...rest] = rewrite.path;
    const isName = rewrite.kind === 'ValueSetter' && key === '__typename' && rest.length === 0;
    return isName && step.startsWith(typeStep)
      ? [{ condition: step.slice(typeStep.length), name: String(rewrite.setValueTo) }]
      : [];
  });
}

/** Whether a subgraph may apply a fragment on a type to an entity of which the representation has this type name. */
export function fitsName(
  subgraph: string,
  type: string,
  name: string,
  { subgraphTypes }: Pick<GraphTypes, 'subgraphTypes'>,
): boolean {
  if (type === name || type === '') return true;
  const isOpaque = [type, name].some((one) => subgraphTypes.isInterfaceObject(subgraph, one));
  if (isOpaque) return false;
  const possible = subgraphTypes.objectTypesOf(subgraph, name);
  return [...subgraphTypes.objectTypesOf(subgraph, type)].some((one) => possible.has(one));
}

/**
 * Whether rewrites give objects of one type two names that no fragment fits both of. The last one wins, and what the
 * fetch asks for under the other is missing in the answer without an error.
 */
export function hasTwoNames(
  node: Pick<FetchNode, 'inputRewrites' | 'serviceName'>,
  graph: GraphTypes,
): boolean {
  const setters = nameSetters(node);
  return setters.some((one, index) =>
    setters
      .slice(index + 1)
      .some(
        (other) =>
          !fitsName(node.serviceName, one.name, other.name, graph) &&
          haveTypeInCommon(one.condition, other.condition, graph),
      ),
  );
}

function haveTypeInCommon(one: string, other: string, { types }: GraphTypes): boolean {
  return types.objectTypesOf(one).some((type) => types.isSubtype(type, other));
}

/** Whether all objects for which a fetch has a fragment on a type are sent under a name that the fragment fits. */
export function isWrittenFor(
  type: string,
  objectTypes: readonly string[],
  node: Pick<FetchNode, 'inputRewrites' | 'serviceName'>,
  graph: GraphTypes,
): boolean {
  const setters = nameSetters(node);
  if (setters.length === 0 || objectTypes.length === 0) return true;
  const fits = (name: string): boolean => fitsName(node.serviceName, type, name, graph);
  let isMet = false;
  for (const objectType of objectTypes) {
    let written = objectType;
    let isMeant = false;
    for (const { condition, name } of setters) {
      if (!graph.types.isSubtype(written, condition)) continue;
      written = name;
      isMeant ||= fits(name);
    }
    if (fits(written)) isMet = true;
    else if (isMeant) return false;
  }
  return isMet;
}
