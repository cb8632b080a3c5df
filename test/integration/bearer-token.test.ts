import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { type Bff, errorTable } from '../../shared/index.ts';
import { startClient, withoutView } from '../support/harbour-client.ts';
import { identityToken } from '../support/identity-token.ts';
import { sendQuery } from '../support/send-query.ts';

let estate: Estate;
let web: Bff;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  web = await startClient('web', estate);
});
after(async () => {
  await web?.close();
  await estate?.close();
});

describe('bearer tokens', () => {
  const me = '{ me { id } }';

  it('a bearer token that is not valid for this client is refused', async () => {
    const provider = estate.service('identity').url;
    for (const token of [
      'Bearer nonsense',
      'Basic dXNlcjpw',
      'Bearer',
      `Bearer ${await identityToken(provider, { user: 'user-3', expiresIn: -120 })}`,
      `Bearer ${await identityToken(provider, { user: 'user-3', audience: 'somebody-else' })}`,
    ]) {
      const requested = await sendQuery(`${web.url}/graphql`, me, { headers: { authorization: token } });
      const { status, codes, headers } = requested;
      assert.deepEqual([status, codes], [401, ['INVALID_TOKEN']], token);
      assert.equal(headers.get('www-authenticate'), 'Bearer error="invalid_token"');
    }
    const token = await identityToken(provider, { user: 'user-3' });
    assert.deepEqual((await sendQuery(`${web.url}/graphql`, me, { token })).body, {
      data: { me: { id: 'user-3' } },
    });
  });

  it('a bearer token is neither accepted nor refused while the key set is unavailable', async () => {
    const identity = estate.service('identity');
    const token = await identityToken(identity.url, { user: 'user-3' });
    await identity.setFault({ mode: 'down' });
    const tv = await startClient('tv', estate, withoutView);
    const ready = async (): Promise<number> => (await fetch(`${tv.url}/readyz`)).status;
    try {
      const response = await sendQuery(`${tv.url}/graphql`, me, { token });
      assert.deepEqual([response.status, response.codes], [503, ['AUTH_UNAVAILABLE']]);
      assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
      const { message } = errorTable.AUTH_UNAVAILABLE;
      assert.deepEqual(response.body, { errors: [{ message, extensions: { code: 'AUTH_UNAVAILABLE' } }] });
      assert.deepEqual((await sendQuery(`${tv.url}/graphql`, '{ categories { id } }')).codes, []);
      assert.equal(await ready(), 503);
      await identity.setFault(null);
      while ((await ready()) !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
      const known = { data: { me: { id: 'user-3' } } };
      assert.deepEqual((await sendQuery(`${tv.url}/graphql`, me, { token })).body, known);
      await identity.setFault({ mode: 'down' });
      assert.deepEqual((await sendQuery(`${tv.url}/graphql`, me, { token })).body, known);
    } finally {
      await identity.setFault(null);
      await tv.close();
    }
  });
});
