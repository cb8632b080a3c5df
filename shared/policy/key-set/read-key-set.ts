import { createLocalJWKSet, importJWK, type JWK, type JWTVerifyGetKey } from 'jose';
import { unusableReason, usableAlgorithm } from './usable-key.ts';

/** The usable keys of a provider. */
export interface ReadKeySet {
  readonly keyOf: JWTVerifyGetKey;
  readonly keyIds: ReadonlySet<string>;
  readonly keys: number;
  /** The unusable members and the reason for each. */
  readonly ignored: readonly IgnoredKey[];
}

export interface IgnoredKey {
  readonly kid: string | undefined;
  readonly reason: string;
}

const maxKeys = 100;

/**
 * Reads a JSON Web Key Set (RFC 7517, section 5). Rejects with a reason if it contains no key that can verify a token: such a
 * response must not replace the current keys.
 */
export async function readKeySet(text: string, algorithms: readonly string[]): Promise<ReadKeySet> {
  const members = membersOf(text);
  const ignored: IgnoredKey[] = [];
  const usable: JWK[] = [];
  for (const [index, member] of members.entries()) {
    const reason =
      index >= maxKeys
        ? `a set may have at most ${maxKeys} keys`
        : (unusableReason(member, algorithms) ?? (await importProblem(member, algorithms)));
    if (reason === undefined) usable.push(member);
    else ignored.push({ kid: keyIdOf(member), reason });
  }
  const distinct = withoutCopies(usable);
  const keys = distinct.filter((key) => !distinct.some((other) => other !== key && isAmbiguous(key, other)));
  for (const key of distinct) {
    if (!keys.includes(key)) ignored.push({ kid: keyIdOf(key), reason: 'another key has the same kid' });
  }
  if (keys.length === 0)
    throw new Error(
      members.length === 0
        ? 'the key set is empty'
        : `no key of the set can verify a token: ${ignored[0]?.reason ?? 'none is usable'}`,
    );
  return {
    keyOf: createLocalJWKSet({ keys }),
    keyIds: new Set(keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]))),
    keys: keys.length,
    ignored,
  };
}

function membersOf(text: string): JWK[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new Error('the response is not JSON', { cause });
  }
  const keys =
    typeof content === 'object' && content !== null && 'keys' in content ? content.keys : undefined;
  if (!Array.isArray(keys)) throw new Error('the response is not a key set');
  const members: unknown[] = keys;
  return members.filter(isRecord);
}

function isRecord(value: unknown): value is JWK {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function importProblem(key: JWK, algorithms: readonly string[]): Promise<string | undefined> {
  try {
    await importJWK(key, usableAlgorithm(key, algorithms));
    return undefined;
  } catch {
    return 'it is malformed';
  }
}

function withoutCopies(keys: readonly JWK[]): JWK[] {
  const byText = new Map(keys.map((key) => [JSON.stringify(Object.entries(key).sort()), key]));
  return [...byText.values()];
}

/** Whether a token with this kid could refer to either key. */
function isAmbiguous(one: JWK, other: JWK): boolean {
  return (
    one.kid !== undefined &&
    one.kid === other.kid &&
    one.kty === other.kty &&
    one.crv === other.crv &&
    (one.alg === undefined || other.alg === undefined || one.alg === other.alg)
  );
}

function keyIdOf({ kid }: JWK): string | undefined {
  return typeof kid === 'string' ? kid : undefined;
}
