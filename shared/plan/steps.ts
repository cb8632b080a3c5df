import type { SelectedSet } from './selected-sets.ts';
import type { WantedField } from './wanted-fields.ts';

/** Objects of one type at one position of the merged data. */
export interface Objects {
  /** The way to them; `@` enters a list. */
  readonly path: readonly string[];
  readonly type: string;
  /** What is asked for at that position by the fetches that bring such objects. */
  readonly places: readonly SelectedSet[];
}

/** Objects, and one of their fields. */
export interface Step extends Objects {
  readonly field: WantedField;
}
