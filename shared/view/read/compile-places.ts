import { isDataObject } from '../../core/json/data-object.ts';
import type { PlacesOf } from '../../core/response-writer.ts';
import type { ViewField } from '../view.ts';
import type { ViewOptions } from '../view-options.ts';
import { limitsOf } from './compile-operation.ts';
import { keyOfItem, type Slots } from './keep-slots.ts';

/** Where items of a field's list are once it is written. Undefined where they keep their places. */
export function compilePlaces(
  { value }: ViewField,
  slots: Slots | undefined,
  options: ViewOptions,
): PlacesOf | undefined {
  if (value.some(({ op }) => op === 'hasMore')) return () => [];
  if (slots !== undefined) return placesOfSlots(slots);
  const slice = value.find(({ op }) => op === 'slice');
  if (slice?.op !== 'slice') return undefined;
  const limits = limitsOf(slice.max, options);
  return (index, _list, { presentation }) =>
    index < (limits[presentation.profile] ?? slice.max) ? [[index]] : [];
}

/** What has no key might have been for any place: that it is missing is told of the list. */
function placesOfSlots(slots: Slots): PlacesOf {
  return (index, list, { variables, presentation }) => {
    const wanted = slots.keys(variables, presentation);
    if (!Array.isArray(wanted)) return [[index]];
    const items = Array.isArray(list) ? list : [];
    const item: unknown = items[index];
    if (!isDataObject(item)) return [[]];
    const key = keyOfItem(slots, item);
    // Of several with one key, the last has the place.
    const hasLater = items.some(
      (other: unknown, at) => at > index && isDataObject(other) && keyOfItem(slots, other) === key,
    );
    if (hasLater) return [];
    return wanted.flatMap((name: unknown, place) => (String(name) === key ? [[place]] : []));
  };
}
