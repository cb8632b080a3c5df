import { valueAt } from './send-query.ts';

/** A signed token from the demo's identity provider; `claims` as its README says, e.g. `{ user: 'user-3' }`. */
export async function identityToken(
  providerUrl: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const response = await fetch(new URL('/token', providerUrl), {
    method: 'POST',
    body: JSON.stringify(claims),
  });
  const body: unknown = await response.json();
  const token = valueAt(body, 'access_token');
  if (typeof token !== 'string') throw new Error(`no token: ${JSON.stringify(body)}`);
  return token;
}
