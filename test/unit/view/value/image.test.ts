import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { checkImageOptions } from '../../../../shared/view/value/check-image-options.ts';
import { compileImage } from '../../../../shared/view/value/image.ts';
import type { ImageOptions, Profile, ViewOptions } from '../../../../shared/view/view-options.ts';
import { english, presentationIn } from './presentation.ts';

const card = { width: 320, height: 180, format: 'webp', quality: 75 };
const usual: Profile = { name: 'default', caps: 1, imageQuality: undefined, slots: {} };
const saveData: Profile = { name: 'saveData', caps: 0.5, imageQuality: 50, slots: {} };
const template = '{url}?w={width}&h={height}&fm={format}&q={quality}';

function options(images: Partial<ImageOptions> = {}, second: Profile = saveData): ViewOptions {
  return {
    profiles: [usual, second],
    images: { slots: { CARD: card }, template, signing: undefined, ...images },
  };
}

function url(value: unknown, images: Partial<ImageOptions> = {}, profile = 0, second = saveData): unknown {
  return compileImage({ op: 'image', slot: 'CARD' }, options(images, second))(
    value,
    presentationIn('en', profile),
  );
}

describe('the URL of an image', () => {
  it('has the size of its slot', () => {
    assert.equal(url('https://img.example/a.jpg'), 'https://img.example/a.jpg?w=320&h=180&fm=webp&q=75');
  });

  it('keeps a query of its own, and loses its fragment', () => {
    assert.equal(url('/a.jpg?v=2#top'), '/a.jpg?v=2&w=320&h=180&fm=webp&q=75');
  });

  it('has the quality and the slot of the profile', () => {
    assert.equal(url('/a', {}, 1), '/a?w=320&h=180&fm=webp&q=50');
    const small = {
      ...saveData,
      imageQuality: undefined,
      slots: { CARD: { ...card, width: 160, height: 90 } },
    };
    assert.equal(url('/a', {}, 1, small), '/a?w=160&h=90&fm=webp&q=75');
    assert.equal(url('/a', {}, 0, small), '/a?w=320&h=180&fm=webp&q=75');
  });

  it('may stand in a path, and is encoded where it is a parameter', () => {
    assert.equal(
      url('a/b.jpg', { template: 'https://cdn.example/{width}/{url}' }),
      'https://cdn.example/320/a/b.jpg',
    );
    assert.equal(
      url('https://x.example/a?b=1&w=9#\ud800', { template: 'https://cdn.example/fit?w={width}&src={url}' }),
      'https://cdn.example/fit?w=320&src=https%3A%2F%2Fx.example%2Fa%3Fb%3D1%26w%3D9%23%EF%BF%BD',
    );
  });

  it('encodes what a slot says', () => {
    const images = { template: '{url}?fm={format}', slots: { CARD: { ...card, format: 'svg+xml' } } };
    assert.equal(url('/a', images), '/a?fm=svg%2Bxml');
  });

  it('is signed over path and query', () => {
    const key = 'a key of more than sixteen bytes';
    const signing = { key, parameter: 's' };
    const signature = (text: string): string => createHmac('sha256', key).update(text).digest('hex');
    for (const origin of ['https://img.example:8080', '//img.example', '']) {
      const signed = '/a.jpg?w=320';
      assert.equal(
        url(`${origin}/a.jpg`, { template: '{url}?w={width}', signing }),
        `${origin}${signed}&s=${signature(signed)}`,
      );
    }
    assert.equal(url('/a', { template: '/320{url}', signing }), `/320/a?s=${signature('/320/a')}`);
  });

  it('stays where there is none to change', () => {
    for (const value of [null, undefined, 12, '', 'data:image/png;base64,AAAA'])
      assert.equal(url(value), value);
  });

  it('needs a slot that there is', () => {
    assert.throws(
      () => compileImage({ op: 'image', slot: 'toString' }, options())('/a', english),
      /no slot toString/,
    );
  });
});

describe('options of images', () => {
  it('that are right have no problem', () => {
    assert.deepEqual(checkImageOptions(options()), []);
    const signing = { key: 'k'.repeat(16), parameter: 'sig' };
    assert.deepEqual(checkImageOptions(options({ signing })), []);
  });

  for (const [wrong, path, message] of [
    [
      { template: '{url}?w={widht}' },
      'images.template',
      'found {widht}; allowed are {url}, {width}, {height}, {format}, {quality}; did you mean {width}?',
    ],
    [{ template: '/{width}' }, 'images.template', 'found {url} 0 times; expected is once'],
    [{ template: '{url}{url}' }, 'images.template', 'found {url} 2 times; expected is once'],
    [{ template: '{url}?w={width' }, 'images.template', 'found a brace that is not closed or not opened'],
    [
      { template: '{url}#a' },
      'images.template',
      'found white space or #; a template is a URL without a fragment',
    ],
    [{ template: `{url}${'a'.repeat(2048)}` }, 'images.template', 'found 2053 characters; allowed are 2048'],
    [
      { slots: { CARD: { ...card, width: 0 } } },
      'images.slots.CARD.width',
      'found 0; allowed are whole numbers from 1 to 8192',
    ],
    [
      { slots: { CARD: { ...card, height: 1.5 } } },
      'images.slots.CARD.height',
      'found 1.5; allowed are whole numbers from 1 to 8192',
    ],
    [
      { slots: { CARD: { ...card, quality: 101 } } },
      'images.slots.CARD.quality',
      'found 101; allowed are whole numbers from 1 to 100',
    ],
    [
      { slots: { CARD: { ...card, format: '' } } },
      'images.slots.CARD.format',
      'found ""; allowed are 1 to 32 letters, digits, +, . and -',
    ],
    [{ slots: { 'a-b': card } }, 'images.slots.a-b', 'found "a-b"; a slot has a name as GraphQL has them'],
    [
      { slots: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`S${index}`, card])) },
      'images.slots',
      'found 65 slots; allowed are 64',
    ],
    [
      { signing: { key: 'short', parameter: 's' } },
      'images.signing.key',
      'found 5 bytes; allowed are 16 or more',
    ],
    [
      { signing: { key: 'k'.repeat(16), parameter: 'a=b' } },
      'images.signing.parameter',
      'found "a=b"; allowed are 1 to 64 letters, digits, _, . and -',
    ],
  ] as const) {
    it(`are refused: ${message.slice(0, 60)}`, () => {
      assert.deepEqual(
        checkImageOptions(options(wrong)).map((problem) => [problem.path.join('.'), problem.message]),
        [[path, message]],
      );
    });
  }

  it('are refused where a profile changes a slot that is not there', () => {
    const profile = { ...saveData, imageQuality: 0, slots: { CART: card } };
    assert.deepEqual(
      checkImageOptions(options({}, profile)).map((problem) => [problem.path.join('.'), problem.message]),
      [
        [
          'profiles.1.slots.CART',
          'found the slot CART, which images.slots does not have; did you mean CARD?',
        ],
        ['profiles.1.imageQuality', 'found 0; allowed are whole numbers from 1 to 100'],
      ],
    );
  });
});
