import { request } from 'undici';
import type { Attack } from './attack.ts';
import { tally } from './send-requests.ts';

async function statusFor(port: number, headers: Readonly<Record<string, string>>): Promise<string> {
  const url = `http://127.0.0.1:${port}/graphql?query=%7B__typename%7D`;
  const { statusCode, body } = await request(url, { headers });
  await body.dump();
  return String(statusCode);
}

const acceptTabs: Attack = {
  name: 'an Accept header with 15,900 tabs, twenty times',
  async run({ port }) {
    const accept = `application/vnd.bench+json;version=${'\t'.repeat(15_900)}=\tI`;
    const responses: string[] = [];
    for (let sent = 0; sent < 20; sent++) responses.push(await statusFor(port, { accept }));
    return tally(responses);
  },
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const forgedTokens: Attack = {
  name: '1,000 tokens with unknown keys while the provider has none',
  async run({ port }) {
    const responses: string[] = [];
    for (let sent = 0; sent < 1000; sent++) {
      const token = `${part({ alg: 'ES256', kid: `k${sent}` })}.${part({ sub: 'bench' })}.c2lnbmF0dXJl`;
      responses.push(await statusFor(port, { accept: 'application/json', authorization: `Bearer ${token}` }));
    }
    return tally(responses);
  },
};

export const hostileHeaders: readonly Attack[] = [acceptTabs, forgedTokens];
