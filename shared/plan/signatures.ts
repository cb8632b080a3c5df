import { textOf } from '../core/graphql/conditions.ts';
import type { SelectedSet } from './selected-sets.ts';
import type { WantedField, WantedSet } from './wanted-fields.ts';

/** Texts that are equal for what asks for the same by the same nodes under the same conditions. */
export interface Signatures {
  ofWanted(set: WantedSet): string;
  ofField(field: WantedField): string;
  ofSelected(set: SelectedSet): string;
}

export function createSignatures(): Signatures {
  const numbers = new Map<object, number>();
  return {
    ofWanted: ({ set, conditions }) => `${numberOf(set)} ${textOf(conditions)}`,
    ofField: ({ field, conditions }) => `${numberOf(field)} ${textOf(conditions)}`,
    ofSelected: ({ set, brings }) => `${numberOf(set)} ${[...brings].join(' ')}`,
  };

  function numberOf(node: object): number {
    const number = numbers.get(node) ?? numbers.size;
    numbers.set(node, number);
    return number;
  }
}
