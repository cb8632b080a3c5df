import { weightOf } from '../core/http/header-weight.ts';

/** Content codings of responses, by their names in HTTP. */
export type Encoding = 'br' | 'gzip';

export interface ChosenEncoding {
  /** `identity`: uncompressed. */
  readonly encoding: Encoding | 'identity';
  /** Whether the client also accepts an uncompressed body. */
  readonly isIdentityAccepted: boolean;
}

const identityEncoding: ChosenEncoding = { encoding: 'identity', isIdentityAccepted: true };

// Clients of one kind send the same header. A client that sends thousands of different headers gains nothing from this cache.
const maxKnown = 50;
const maxLength = 256;

/**
 * Negotiates `Accept-Encoding` (RFC 9110, section 12.5.3): the coding with the highest weight, and the first of `offered` on a
 * tie. A client that accepts none of them receives an uncompressed response.
 */
export function buildChooseEncoding(
  offered: readonly Encoding[],
): (header: string | undefined) => ChosenEncoding {
  const known = new Map<string, ChosenEncoding>();
  return (header) => {
    if (header === undefined) return identityEncoding;
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
  // Unless it is named or excluded by `*`, identity is acceptable, but every named coding has priority.
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
