/** The settings `headers`, whose descriptions hold here; names are in lower case. One of the three is there. */
export interface RequestHeaderRule {
  readonly propagate?: Propagate | undefined;
  readonly insert?: { readonly name: string; readonly value: string } | undefined;
  readonly remove?: HeaderChoice | undefined;
}

export interface ResponseHeaderRule extends Omit<RequestHeaderRule, 'propagate'> {
  readonly propagate?: (Propagate & { readonly merge: HeaderMerge }) | undefined;
}

export type HeaderMerge = 'first' | 'last' | 'append';

/** One of the two is there. */
interface HeaderChoice {
  readonly named?: string | undefined;
  readonly matching?: string | undefined;
}

interface Propagate extends HeaderChoice {
  readonly rename?: string | undefined;
  readonly default?: string | undefined;
}

/** Patterns are not tried on longer names, which clients may choose. */
const maxMatchedLength = 128;

/** Whether a rule's `named` or `matching` is about this header. */
export function compileChoice({ named, matching }: HeaderChoice): (name: string) => boolean {
  if (matching === undefined) return (name) => name === named;
  const whole = new RegExp(`^(?:${matching})$`);
  return (name) => name.length <= maxMatchedLength && whole.test(name);
}
