/** The settings `headers`, whose descriptions apply; names are in lower case. Exactly one of the three is set. */
export interface RequestHeaderRule {
  readonly propagate?: Propagate | undefined;
  readonly insert?: { readonly name: string; readonly value: string } | undefined;
  readonly remove?: HeaderChoice | undefined;
}

export interface ResponseHeaderRule extends Omit<RequestHeaderRule, 'propagate'> {
  readonly propagate?: (Propagate & { readonly merge: HeaderMerge }) | undefined;
}

export type HeaderMerge = 'first' | 'last' | 'append';

/** Exactly one of the two is set. */
interface HeaderChoice {
  readonly named?: string | undefined;
  readonly matching?: string | undefined;
}

interface Propagate extends HeaderChoice {
  readonly rename?: string | undefined;
  readonly default?: string | undefined;
}

/** Longer names do not match patterns: clients choose the names. */
const maxMatchedLength = 128;

/** Compiles the test whether a rule's `named` or `matching` selects a header. */
export function compileChoice({ named, matching }: HeaderChoice): (name: string) => boolean {
  if (matching === undefined) return (name) => name === named;
  const whole = new RegExp(`^(?:${matching})$`);
  return (name) => name.length <= maxMatchedLength && whole.test(name);
}
