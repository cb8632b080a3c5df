import type { JWK } from 'jose';

/** RFC 7518, section 3.3. */
const minRsaBits = 2048;
const maxRsaBits = 16_384;
const maxKidLength = 256;

const curves: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  EdDSA: 'Ed25519',
};

/** Returns the reason why a key cannot verify tokens signed with these algorithms. Undefined if it can. */
export function unusableReason(key: JWK, algorithms: readonly string[]): string | undefined {
  const { kty, kid, use, key_ops: operations, alg } = key;
  if (kty === 'oct') return 'it is symmetric';
  if ('d' in key) return 'it is a private key';
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > maxKidLength))
    return 'its kid is malformed';
  if (use !== undefined && use !== 'sig') return 'it is not for signatures';
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify')))
    return 'it is not for signatures';
  if (alg !== undefined && !algorithms.includes(alg)) return 'its algorithm is not accepted';
  if (kty === 'RSA' && !isStrongModulus(key.n)) return `it has fewer than ${minRsaBits} bits`;
  return usableAlgorithm(key, algorithms) === undefined
    ? 'its type matches no accepted algorithm'
    : undefined;
}

/** Returns the first of the algorithms that the key supports. */
export function usableAlgorithm({ kty, crv, alg }: JWK, algorithms: readonly string[]): string | undefined {
  return algorithms.find((algorithm) => {
    if (alg !== undefined && alg !== algorithm) return false;
    const curve = curves[algorithm];
    if (curve === undefined) return kty === 'RSA';
    return kty === (algorithm === 'EdDSA' ? 'OKP' : 'EC') && crv === curve;
  });
}

function isStrongModulus(modulus: unknown): boolean {
  if (typeof modulus !== 'string') return false;
  const bytes = Buffer.from(modulus, 'base64url');
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first === -1) return false;
  const bits = (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
  return bits >= minRsaBits && bits <= maxRsaBits;
}
