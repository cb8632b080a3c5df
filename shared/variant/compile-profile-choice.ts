import type { Principal } from '../core/request-context.ts';

/** What a request must have, all of it. */
export interface ProfileConditions {
  /** Values by lower-case name: the header must be one of them; letter case and space around it do not count. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Values by name: the claim, or one item of it, must be one of them. */
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

/** The first profile whose conditions a request meets, else the default. Never throws. */
export function compileProfileChoice(profiles: readonly ConditionalProfile[]): ProfileChoice {
  const fallback: ChosenProfile = { index: 0, name: 'default' };
  const candidates = profiles.map(({ name, when }, position) => ({
    chosen: { index: position + 1, name },
    headers: Object.entries(when.headers).map(([header, values]) => ({
      header,
      values: new Set(values.map(folded)),
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

function hasHeader(value: string | undefined, wanted: ReadonlySet<string>): boolean {
  return value !== undefined && wanted.has(folded(value));
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}

function hasClaim(principal: Principal | undefined, name: string, wanted: ReadonlySet<string>): boolean {
  if (principal === undefined || !Object.hasOwn(principal.claims, name)) return false;
  const claim = principal.claims[name];
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.some((value) => isPlain(value) && wanted.has(String(value)));
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
