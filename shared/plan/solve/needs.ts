import type { SupergraphModel } from '../model/supergraph-model.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { Turn } from '../planning-turns.ts';
import type { FetchGraph } from './fetch-graph.ts';
import type { Site } from './site.ts';
import type { Explorer } from './ways.ts';

/** A field that is needed of the objects of one type. */
export interface Need {
  readonly site: Site;
  readonly type: string;
  readonly field: SelectedField;
  /**
   * `presence`: selected so that the objects exist. `type`: so that their types are known. Fetches that are chosen for values
   * mostly meet both.
   */
  readonly kind: 'value' | 'presence' | 'type';
  readonly order: number;
}

export interface NeedsInput {
  readonly model: SupergraphModel;
  readonly graph: FetchGraph;
  readonly explorer: Explorer;
  readonly turn: Turn;
}

/** Lists the needs of some root fields. `unresolvable`: receives the paths to fields that no subgraph resolves. */
export async function collectNeeds(
  root: Site,
  fields: readonly SelectedField[],
  { explorer, graph, model, turn }: NeedsInput,
  unresolvable: string[][],
): Promise<Need[]> {
  const needs: Need[] = [];
  for (const field of fields) await collectField(root, field);
  return needs;

  async function collectField(site: Site, field: SelectedField): Promise<void> {
    const pause = turn.pause();
    if (pause !== undefined) await pause;
    // The name of a root type is known.
    if (site.parent === undefined && field.name === '__typename') return;
    for (const type of field.types) {
      const options = explorer.options(site, type, field);
      if (options.length > 0)
        needs.push({
          site,
          type,
          field,
          kind: kindOf(site, field),
          order: needs.length,
        });
      else if (explorer.occurs(site, type)) unresolvable.push([...site.path, field.key]);
    }
    if (field.inner === undefined) return;
    for (const below of explorer.sitesBelow(site, field)) {
      for (const one of below.selection.fields) await collectField(below, one);
      collectTypes(below);
    }
  }

  /** Objects whose type decides what is selected of them, and which a subgraph may return without it. */
  function collectTypes(site: Site): void {
    const type = model.types.get(site.selection.typeName);
    const { typeGuard: guard } = site.selection;
    if (type === undefined || type.kind === 'object' || guard === undefined) return;
    for (const one of type.objectTypes) {
      const field = { ...graph.typename(one), guard };
      if (explorer.options(site, one, field).length > 0)
        needs.push({ site, type: one, field, kind: 'type', order: needs.length });
    }
  }

  function kindOf(site: Site, { name, inner }: SelectedField): Need['kind'] {
    if (inner !== undefined) return 'presence';
    return name === '__typename' && model.types.get(site.selection.typeName)?.kind !== 'object'
      ? 'type'
      : 'value';
  }
}
