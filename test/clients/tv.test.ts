import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import { layoutToken } from '../../bffs/tv/compute.ts';
import { buildDataset, DEFAULT_SEED } from '../../demo/data/dataset.ts';
import type { RailRecord } from '../../demo/data/rails.ts';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { createFaultyServer } from '../../demo/server/faulty-server.ts';
import { buildMedia } from '../../demo/subgraphs/media.ts';
import type { Bff } from '../../shared/index.ts';
import { startClient, unhurried } from '../support/harbour-client.ts';
import { jsonDepth } from '../support/json-depth.ts';
import { pictureSizes } from '../support/picture-sizes.ts';
import { listAt, valueAt } from '../support/send-query.ts';
import { each, railsIn, type Television, television } from '../support/television.ts';

const maxWindowBytes = 64 * 1024;
const maxDepth = 5;
const maxDecodedPixels = 12_000_000;

let estate: Estate;
let bff: Bff;
let tv: Television;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  bff = await startClient('tv', estate, unhurried);
  tv = television(bff);
});
afterEach(async () => {
  for (const name of ['media', 'catalog', 'recommendations'] as const) {
    await estate.service(name).setFault(null);
  }
});
after(async () => {
  await bff?.close();
  await estate?.close();
});

/** Another server, which has served nothing yet. */
async function fresh(context: TestContext, settings = estate.settings): Promise<Television> {
  const other = await startClient('tv', { ...estate, settings }, unhurried);
  context.after(() => other.close());
  return television(other);
}

describe('a window of rails', () => {
  it('a window of rails is small and flat, with pictures of exactly the size of their slot', async () => {
    for (const deviceClass of ['low', 'mid', 'high']) {
      const windows = await tv.allWindows({ 'x-device-class': deviceClass });
      assert.equal(windows.length, 8);
      const hero = deviceClass === 'low' ? [1280, 720] : [1920, 1080];
      const expected: Record<string, readonly number[]> = {
        art: hero,
        preview: [640, 360],
        pictures: [320, 180],
        picture: [320, 180],
        posters: [240, 360],
      };
      for (const response of windows) {
        assert.deepEqual([response.status, response.codes], [200, []]);
        assert.ok(Buffer.byteLength(response.text) <= maxWindowBytes);
        assert.ok(jsonDepth(valueAt(response.body, 'data')) - 1 <= maxDepth);
        const pictures = pictureSizes(valueAt(response.body, 'data'));
        assert.ok(pictures.length > 0);
        for (const { name, width, height, format, quality } of pictures) {
          assert.deepEqual([width, height, format, quality], [...(expected[name] ?? []), 'jpeg', 75], name);
        }
        const pixels = pictures.reduce((sum, { width, height }) => sum + width * height, 0);
        if (deviceClass === 'low') assert.ok(pixels <= maxDecodedPixels, `${pixels} pixels`);
      }
    }
  });

  it('a device of unknown or undeclared class is treated as a low-end one', async () => {
    const rows = [
      [undefined, 'default', 1280],
      ['toaster', 'default', 1280],
      ['low', 'default', 1280],
      ['mid', 'mid', 1920],
      ['HIGH', 'high', 1920],
    ] as const;
    for (const [deviceClass, profile, width] of rows) {
      const response = await tv.show(
        'home',
        {},
        { headers: deviceClass ? { 'x-device-class': deviceClass } : {} },
      );
      assert.equal(response.headers.get('frontage-profile'), profile);
      assert.match(String(valueAt(response.body, 'data.home.hero.art')), new RegExp(`[?&]w=${width}&`));
    }
  });

  it('each rail has its position, its layout, and one picture for each card', async () => {
    const rails = (await tv.allWindows()).flatMap(railsIn);
    assert.equal(rails.length, 24);
    for (const rail of rails) {
      const cards = listAt(rail, 'items');
      assert.ok(cards.length <= 8);
      const isPosters = valueAt(rail, 'kind') === 'POSTERS';
      assert.equal(valueAt(rail, 'aspect'), isPosters ? '2:3' : '16:9');
      assert.equal(listAt(rail, 'posters').length, isPosters ? cards.length : 0);
      assert.equal(listAt(rail, 'pictures').length, isPosters ? 0 : cards.length);
      assert.equal(valueAt(rail, 'state'), 'OK');
      assert.equal(valueAt(rail, 'lead.0.id'), valueAt(cards[0], 'id'));
      for (const card of cards) {
        assert.match(String(valueAt(card, 'kind')), /^(PRODUCT|SHOW|EPISODE|CLIP)$/);
        assert.ok(String(valueAt(card, 'title')).length <= 60);
        assert.match(String(valueAt(card, 'subtitle')), /^(\$\d+(\.\d\d)?|(\d+h ?)?(\d+[ms])?|\d{4} · .+)$/);
      }
    }
  });
});

describe('the order of rails', () => {
  it('the order of rails has no gap and no repetition while editors insert and remove rails', async (context) => {
    let edits = 0;
    const made = (number: number, one: RailRecord): RailRecord => ({ ...one, id: `new-${number}` });
    const arrange = (rails: readonly RailRecord[]): readonly RailRecord[] => {
      const [first, ...others] = rails;
      if (first === undefined) return rails;
      const inserted = Array.from({ length: edits }, (_, index) => made(index, first));
      return [...inserted, first, ...others].filter(({ id }) => id !== 'rail-12' || edits === 0);
    };
    const server = await createFaultyServer(0, buildMedia(buildDataset(DEFAULT_SEED), arrange));
    context.after(() => server.close());
    const url = `http://127.0.0.1:${server.port}/graphql`;
    const bff = await fresh(context, { ...estate.settings, MEDIA_URL: url });

    const home = await bff.show('home', {});
    const token = valueAt(home.body, 'data.home.layoutToken');
    const seen = [...railsIn(home)];
    for (let shown = 5; shown < 24; shown += 3) {
      edits += 1;
      seen.push(...railsIn(await bff.show('window', { layoutToken: token, after: shown })));
    }
    const expected = Array.from({ length: 24 }, (_, index) => `rail-${index + 1}`);
    assert.deepEqual(each(seen, 'id'), expected);
    // A removed rail retains its position.
    const gone = seen.filter((rail) => valueAt(rail, 'state') === 'UNAVAILABLE');
    assert.deepEqual(each(gone, 'id'), ['rail-12']);
    // A client that starts now gets the new order.
    assert.equal(railsIn(await bff.show('home', {})).map((rail) => valueAt(rail, 'id'))[0], 'new-0');
  });

  it('a cursor of rails is refused if it was truncated, changed or forged, or names an unknown position', async () => {
    const token = String(valueAt((await tv.show('home')).body, 'data.home.layoutToken'));
    const wrong = [
      '',
      'x',
      token.slice(0, -1),
      token.slice(1),
      token.replace('rail-3', 'rail-4'),
      `${token}.a`,
    ];
    for (const text of wrong) {
      const { status, codes } = await tv.show('window', { layoutToken: text });
      assert.deepEqual([status, codes], [400, ['BAD_USER_INPUT']], text);
    }
    for (const place of [-1, 41]) {
      assert.deepEqual((await tv.show('window', { layoutToken: token, after: place })).codes, [
        'BAD_USER_INPUT',
      ]);
    }
    assert.deepEqual(railsIn(await tv.show('window', { layoutToken: token, after: 24 })), []);
  });
});

describe('the age of an order of rails', () => {
  it('an order of rails is refused if it is older than fifteen minutes, or from a clock that is far ahead', async () => {
    const all = { rails: { nodes: [{ id: 'rail-1' }, { id: 'rail-2' }] } };
    const issued = (minutesAgo: number) => {
      const env = { locale: 'en-US', profile: 'default', nowMs: Date.now() - minutesAgo * 60_000 };
      return { layoutToken: layoutToken(all, {}, env), after: 0 };
    };
    for (const minutes of [-3, 17]) {
      assert.deepEqual((await tv.show('window', issued(minutes))).codes, ['BAD_USER_INPUT']);
    }
    for (const minutes of [0, 14]) {
      assert.deepEqual(each(railsIn(await tv.show('window', issued(minutes))), 'id'), ['rail-1', 'rail-2']);
    }
  });
});

describe('a rail that cannot be shown', () => {
  it('a rail retains its position if media is down', async (context) => {
    const bff = await fresh(context);
    const home = await bff.show('home', {});
    const token = valueAt(home.body, 'data.home.layoutToken');
    await estate.service('media').setFault({ mode: 'down' });
    const next = await bff.show('window', { layoutToken: token, after: 5 });
    assert.equal(next.status, 200);
    const rails = railsIn(next);
    assert.deepEqual(each(rails, 'id'), ['rail-6', 'rail-7', 'rail-8']);
    assert.deepEqual(each(rails, 'state'), ['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE']);
    for (const rail of rails) {
      assert.deepEqual(
        [valueAt(rail, 'title'), valueAt(rail, 'pictures'), valueAt(rail, 'posters')],
        ['', [], []],
      );
    }
    assert.equal(valueAt(next.body, 'extensions.degraded.0.upstream'), 'media');
    // The first window is the last good one.
    assert.deepEqual(railsIn(await bff.show('home', {})), railsIn(home));
  });

  it('a rail retains its position if the catalog is down and was never called', async (context) => {
    await estate.service('catalog').setFault({ mode: 'down' });
    const bff = await fresh(context);
    const rails = railsIn(await bff.show('home', {}));
    assert.deepEqual(each(rails, 'id'), ['rail-1', 'rail-2', 'rail-3', 'rail-4', 'rail-5']);
    assert.deepEqual(each(rails, 'state'), ['OK', 'OK', 'OK', 'UNAVAILABLE', 'OK']);
  });

  it('only the recommendations rail is missing if recommendations are down', async () => {
    const whole = await tv.show('home');
    await estate.service('recommendations').setFault({ mode: 'down' });
    const without = await tv.show('home');
    assert.deepEqual(railsIn(without), railsIn(whole));
    const states = [whole, without].map(({ body }) => valueAt(body, 'data.home.recommended.state'));
    assert.deepEqual(states, ['OK', 'UNAVAILABLE']);
    assert.deepEqual(listAt(without.body, 'data.home.recommended.items'), []);
  });
});
