import { weightOf } from '../core/http/header-weight.ts';

/** Content codings that answers are sent in, by their names in HTTP. */
export type Encoding = 'br' | 'gzip';

export interface ChosenEncoding {
  /** `identity`: as it is. */
  readonly encoding: Encoding | 'identity';
  /** Whether the client takes it as it is too. */
  readonly isIdentityAccepted: boolean;
}

const asItIs: ChosenEncoding = { encoding: 'identity', isIdentityAccepted: true };

// Clients of one kind send one; whoever sends others by the thousand is not helped.
const maxKnown = 50;
const maxLength = 256;

/**
 * Chooses by `Accept-Encoding` (RFC 9110, section 12.5.3): what has the highest weight, the first of `offered` where several
 * have. A client that takes nothing of all that is sent the answer as it is.
 */
export function buildChooseEncoding(
  offered: readonly Encoding[],
): (header: string | undefined) => ChosenEncoding {
  const known = new Map<string, ChosenEncoding>();
  return (header) => {
    if (header === undefined) return asItIs;
    let chosen = known.get(header);
    if (chosen === undefined) {
      chosen = choose(weights(header), offered);
      if (known.size < maxKnown && header.length <= maxLength) known.set(header, chosen);
    }
    return chosen;
  };
}

function choose(given: ReadonlyMap<string, number>, offered: readonly Encoding[]): ChosenEncoding {
  const others = given.get('*') ?? 0;
  // Not named and not excluded by `*`, it is accepted, though everything that is named comes first.
  const identity = given.get('identity') ?? (given.get('*') === 0 ? 0 : Number.MIN_VALUE);
  let best: ChosenEncoding['encoding'] = 'identity';
  let weight = identity;
  for (const encoding of offered) {
    const own = given.get(encoding) ?? others;
    if (own > weight || (own === weight && own > 0 && best === 'identity')) {
      best = encoding;
      weight = own;
    }
  }
  return { encoding: best, isIdentityAccepted: identity > 0 || best === 'identity' };
}

function weights(header: string): Map<string, number> {
  const given = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (name === '') continue;
    given.set(name === 'x-gzip' ? 'gzip' : name, weightOf(parameters));
  }
  return given;
}
