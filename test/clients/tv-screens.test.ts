import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Bff } from '../../shared/index.ts';
import { startClient, unhurried } from '../support/harbour-client.ts';
import { identityToken } from '../support/identity-token.ts';
import { randomKeys, walkHome } from '../support/remote-control.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { each, railsIn, type Television, television, televisionDocument } from '../support/television.ts';

const maxGridBytes = 64 * 1024;
const maxDetailBytes = 2048;

let estate: Estate;
let bff: Bff;
let tv: Television;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  bff = await startClient('tv', estate, unhurried);
  tv = television(bff);
});
after(async () => {
  await bff?.close();
  await estate?.close();
});

describe('the focus of a television', () => {
  it('the focus query returns details of up to three cards of any type', async () => {
    const ids = ['product-1', 'show-2', 'episode-3'];
    const details = listAt((await tv.show('focus', { ids })).body, 'data.focusDetails');
    assert.deepEqual(each(details, 'id'), ids);
    for (const detail of details) assert.ok(Buffer.byteLength(JSON.stringify(detail)) <= maxDetailBytes);
    const unknown = await tv.show('focus', { ids: ['show-2', 'nothing'] });
    assert.equal(valueAt(unknown.body, 'data.focusDetails.1'), null);
    const tooMany = await tv.show('focus', { ids: [...ids, 'clip-4'] });
    assert.deepEqual([tooMany.status, tooMany.codes], [400, ['BAD_USER_INPUT']]);
  });

  it('the focus finds details after each of twenty key presses, with at most four requests in nearly all cases', async () => {
    const rails = railsIn(await tv.show('home'));
    const grid = {
      rails: rails.map((rail) => each(listAt(rail, 'items'), 'id').map(String)),
      known: rails.flatMap((rail) => each(listAt(rail, 'lead'), 'id').map(String)),
    };
    const walks = [];
    for (let seed = 1; seed <= 60; seed += 1) {
      const keys = randomKeys(seededRandom(seed), 20);
      walks.push(
        await walkHome(grid, keys, async (ids) => {
          const { body } = await tv.show('focus', { ids });
          return each(listAt(body, 'data.focusDetails'), 'id').map(String);
        }),
      );
    }
    assert.ok(walks.every(({ ready }) => ready >= 18));
    assert.ok(walks.filter(({ requests }) => requests <= 4).length >= 0.9 * walks.length);
    assert.ok(walks.reduce((sum, { requests }) => sum + requests, 0) <= 4 * walks.length);
  });
});

describe('the other screens of a television', () => {
  it('the television shows a product by a clip, three lines and a link for a phone', async () => {
    for (const [deviceClass, height] of [
      ['low', 720],
      ['high', 1080],
    ] as const) {
      const headers = { 'x-device-class': deviceClass };
      const product = valueAt(
        (await tv.show('product', { id: 'product-1' }, { headers })).body,
        'data.product',
      );
      assert.deepEqual(valueAt(product, 'lines'), ['$47.50', 'Few left', '★ 4.5 (4)']);
      assert.match(
        String(valueAt(product, 'buyOnPhoneUrl')),
        /^https:\/\/harbour\.example\/buy\/[\w-]+\?from=tv$/,
      );
      assert.match(String(valueAt(product, 'clips.0.videoUrl')), new RegExp(`/h264-${height}-\\d+\\.m3u8$`));
    }
  });

  it('the television shows a grid of results under five suggestions', async () => {
    const { body } = await tv.show('search', { query: 'l' });
    assert.equal(listAt(body, 'data.suggestions').length, 5);
    const found = await tv.show('search', { query: 'lamp' });
    assert.equal(listAt(found.body, 'data.search.items').length, 24);
    assert.ok(Buffer.byteLength(found.text) <= maxGridBytes);
  });

  it('the television continues the videos that a user was watching', async () => {
    const token = await identityToken(estate.service('identity').url, { user: 'user-3' });
    const cards = async () =>
      listAt((await tv.show('account', {}, { token })).body, 'data.me.continueWatching');
    const [first] = await cards();
    assert.match(String(valueAt(first, 'subtitle')), /^Episode \d+ · \d+[ms] left$/);
    assert.ok(each(await cards(), 'picture').every((url) => typeof url === 'string'));
    const episodeId = valueAt(first, 'id');
    const { body } = await tv.show('progress', { episodeId, positionSeconds: 9 }, { token });
    assert.deepEqual(valueAt(body, 'data.setWatchProgress.positionSeconds'), 9);
  });
});

describe('requests of a television', () => {
  it('a television uses HTTP/1.1 and GET by id, and document texts are refused', async () => {
    const target = `/graphql?documentId=${encodeURIComponent(televisionDocument('show'))}&variables=${encodeURIComponent('{"id":"show-1"}')}`;
    const { hostname, port } = new URL(tv.url);
    const socket = connect(Number(port), hostname);
    // A plain client: no header that a program would have to compute.
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nApollo-Require-Preflight: 1\r\nConnection: close\r\n\r\n`,
    );
    const text = Buffer.concat(await socket.toArray()).toString();
    assert.match(text, /^HTTP\/1\.1 200 /);
    assert.match(text, /"show":\{"id":"show-1"/);
    const refused = await sendQuery(`${tv.url}/graphql`, '{ show(id: "show-1") { title } }');
    assert.deepEqual([refused.status, refused.codes], [400, ['PERSISTED_QUERY_REQUIRED']]);
  });
});
