import type { DroppedFields } from './dropped-fields.ts';
import { joinRestored, type RestoredFields, restoreFields } from './restore-fields.ts';
import { type RestorePinnedOptions, restorePinned } from './restore-pinned.ts';
import type { Objects, Step } from './steps.ts';
import type { WantedField } from './wanted-fields.ts';
import { wrappedField } from './wrapped-fields.ts';

export interface RestoreUpwardsOptions extends RestorePinnedOptions {
  /** How many fields lead, at least, from the root to objects where something can start. */
  readonly depth: number;
}

/**
 * Restores dropped fields from where their objects are; what cannot be planned from there, from the nearest objects above
 * them that another subgraph can be asked for: from the field that leads down from these, as that subgraph has it.
 *
 * What it strands is wanted of the objects that are the last before these.
 */
export function restoreUpwards(dropped: DroppedFields, options: RestoreUpwardsOptions): RestoredFields {
  const { ways, fields } = dropped;
  const level = ways[0]?.length ?? 0;
  if (level < options.depth) return joinRestored([], fields);
  const inPlace = restoreFields(dropped, fields, options);
  const pinned = restorePinned(dropped, inPlace.stranded, options);
  const above = ways.map((way) => restoreAbove(dropped, way, pinned.stranded, options));
  return joinRestored(
    [inPlace, pinned, ...above],
    above.flatMap(({ stranded }) => stranded),
  );
}

function restoreAbove(
  objects: Objects,
  way: readonly Step[],
  fields: readonly WantedField[],
  options: RestoreUpwardsOptions,
): RestoredFields {
  const step = way.at(-1);
  if (step === undefined || fields.length === 0) return joinRestored([], fields);
  const wrapped = fields.map((one) => wrappedField(one, objects.type, step));
  if (way.length === options.depth) return joinRestored([], wrapped);
  const restored = restorePinned(step, wrapped, options);
  const above = restoreAbove(step, way.slice(0, -1), restored.stranded, options);
  return joinRestored([restored, above], above.stranded);
}
