import { isDataObject } from '../../core/json/data-object.ts';
import type { PositionsOf } from '../../core/response-writer.ts';
import type { ViewField } from '../view.ts';
import type { ViewOptions } from '../view-options.ts';
import { limitsOf } from './compile-operation.ts';
import { keyOfItem, type Slots } from './keep-slots.ts';

/** Compiles the positions of the items of a field's list in the written list. Undefined if they do not change. */
export function compilePositions(
  { value }: ViewField,
  slots: Slots | undefined,
  options: ViewOptions,
): PositionsOf | undefined {
  if (value.some(({ op }) => op === 'hasMore')) return () => [];
  if (slots !== undefined) return positionsOfSlots(slots);
  const slice = value.find(({ op }) => op === 'slice');
  if (slice?.op !== 'slice') return undefined;
  const limits = limitsOf(slice.max, options);
  return (index, _list, { presentation }) =>
    index < (limits[presentation.profile] ?? slice.max) ? [[index]] : [];
}

/** An item without a key could belong to any position: its error is reported at the list. */
function positionsOfSlots(slots: Slots): PositionsOf {
  return (index, list, { variables, presentation }) => {
    const keys = slots.keys(variables, presentation);
    if (!Array.isArray(keys)) return [[index]];
    const items = Array.isArray(list) ? list : [];
    const item: unknown = items[index];
    if (!isDataObject(item)) return [[]];
    const key = keyOfItem(slots, item);
    // Of several items with one key, the last one takes the position.
    const hasLater = items.some(
      (other: unknown, otherIndex) =>
        otherIndex > index && isDataObject(other) && keyOfItem(slots, other) === key,
    );
    if (hasLater) return [];
    return keys.flatMap((name: unknown, position) => (String(name) === key ? [[position]] : []));
  };
}
