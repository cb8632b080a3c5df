import type { GraphQLSchema } from 'graphql';
import { pinField, unpinFields } from './pin-selections.ts';
import type { PinnedField } from './pinned-fields.ts';
import { leavesOf } from './plannable-parts.ts';
import { reachesInSubgraph } from './reach-in-subgraph.ts';
import {
  joinRestored,
  type RestoredFields,
  type RestoreOptions,
  restoreAtRoot,
  restoreFields,
} from './restore-fields.ts';
import type { Objects } from './steps.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import type { WantedField } from './wanted-fields.ts';

export interface RestorePinnedOptions extends RestoreOptions {
  readonly pinned: readonly PinnedField[];
  readonly schema: GraphQLSchema;
  readonly types: SubgraphTypes;
}

/** Has fields of some objects planned by the way of one subgraph after the other, as far as they lead. */
export function restorePinned(
  objects: Objects,
  fields: readonly WantedField[],
  options: RestorePinnedOptions,
): RestoredFields {
  const here = options.pinned.filter(({ type }) => type === objects.type);
  const pinnedNames = new Map(here.map(({ field, name }) => [field, name]));
  if (here.length === 0) return joinRestored([], fields);
  const done: RestoredFields[] = [];
  // How far a subgraph leads is another question for each field.
  let left = fields.flatMap((one) => leavesOf(one, options.document));
  for (const subgraph of new Set(here.map((one) => one.subgraph))) {
    const names = new Map(
      here.filter((one) => one.subgraph === subgraph).map(({ name, field }) => [name, field]),
    );
    const led = left.filter(
      ({ field }) =>
        names.has(field.name.value) && reachesInSubgraph(subgraph, [objects.type], field, options),
    );
    if (led.length === 0) continue;
    const wanted = led.map((one) => ({ ...one, field: pinField(one.field, names) }));
    const restored =
      objects.path.length === 0 ? restoreAtRoot(wanted, options) : restoreFields(objects, wanted, options);
    done.push(restored);
    const stranded = restored.stranded.map((one) => ({ ...one, field: unpinFields(one.field, pinnedNames) }));
    left = [...left.filter((one) => !led.includes(one)), ...stranded];
  }
  return joinRestored(done, left);
}
