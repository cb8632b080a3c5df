import type { Principal } from '../core/request-context.ts';

/** The conditions of a profile. A request must meet all of them. */
export interface ProfileConditions {
  /**
   * Values by lower-case name: the header must equal one of them. Letter case and surrounding whitespace are ignored.
   */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Values by name: the claim, or one of its items, must equal one of them. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

export interface ConditionalProfile {
  readonly name: string;
  readonly when: ProfileConditions;
}

export interface ChosenProfile {
  /** 0 is the default, 1 the first profile. */
  readonly index: number;
  readonly name: string;
}

export type ProfileChoice = (
  headers: Readonly<Record<string, string>>,
  principal: Principal | undefined,
) => ChosenProfile;

/** Compiles the selection of the first profile whose conditions a request meets, else the default. Never throws. */
export function compileProfileChoice(profiles: readonly ConditionalProfile[]): ProfileChoice {
  const fallback: ChosenProfile = { index: 0, name: 'default' };
  const candidates = profiles.map(({ name, when }, position) => ({
    chosen: { index: position + 1, name },
    headers: Object.entries(when.headers).map(([header, values]) => ({
      header,
      values: new Set(values.map(normalize)),
    })),
    claims: Object.entries(when.claims).map(([claim, values]) => ({ claim, values: new Set(values) })),
  }));
  return (headers, principal) => {
    for (const candidate of candidates) {
      const isMet =
        candidate.headers.every(({ header, values }) => hasHeader(headers[header], values)) &&
        candidate.claims.every(({ claim, values }) => hasClaim(principal, claim, values));
      if (isMet) return candidate.chosen;
    }
    return fallback;
  };
}

function hasHeader(value: string | undefined, allowed: ReadonlySet<string>): boolean {
  return value !== undefined && allowed.has(normalize(value));
}

function normalize(text: string): string {
  return text.trim().toLowerCase();
}

function hasClaim(principal: Principal | undefined, name: string, allowed: ReadonlySet<string>): boolean {
  if (principal === undefined || !Object.hasOwn(principal.claims, name)) return false;
  const claim = principal.claims[name];
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.some((value) => isScalar(value) && allowed.has(String(value)));
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
