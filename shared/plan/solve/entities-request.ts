import type { Key, SubgraphType } from '../model/supergraph-model.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { ContextRequest, Fetch, Site } from './site.ts';

/** Entities of one type that a fetch of a subgraph is to return. */
export interface EntitiesRequest {
  readonly site: Site;
  readonly subgraph: string;
  readonly type: string;
  /** The type of the representations. */
  readonly part: SubgraphType;
  /** Whether the types of the objects must be known. */
  readonly isTyped: boolean;
  readonly key: Key;
  /** The fields of the representations: those of the key and required ones. */
  readonly fields: readonly SelectedField[];
  readonly contexts: readonly ContextRequest[];
  /** The depth of the fetch; for a search the least. */
  readonly depth: number;
}

/** Whether a fetch returns such entities, or can return them beside its own. */
export function isFor(
  fetch: Fetch,
  { subgraph, type, part, isTyped, fields, contexts, depth }: EntitiesRequest,
): boolean {
  if (fetch.kind !== 'entities' || fetch.subgraph !== subgraph || fetch.depth < depth) return false;
  if (fetch.contexts.length > 0 !== contexts.length > 0) return false;
  for (const entry of fetch.entries.values())
    if (entry.typeName === part.name ? entry.isTyped !== isTyped : entry.types.has(type)) return false;
  return fields.every((field) =>
    eachRequired(type, field).every(([place, key]) => (fetch.required.get(place) ?? key) === key),
  );
}

/** The name of the call that a request would add. */
export function callOf({ site, subgraph, depth, part, contexts }: EntitiesRequest): string {
  const by = part.isInterfaceObject || part.isAbstract ? part.name : '';
  return `${subgraph} ${site.id} ${by} ${depth} ${contexts.length > 0}`;
}

/** The keys of a required field and of those below it, by their places in a representation. */
export function eachRequired(place: string, { name, key, inner }: SelectedField): [string, string][] {
  const own = `${place} ${name}`;
  return [[own, key], ...(inner?.fields.flatMap((field) => eachRequired(own, field)) ?? [])];
}
