import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { checkImageTemplate } from '../../../../shared/core/image-template.ts';
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

  it('retains its own query, and drops its fragment', () => {
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

  it('may be part of a path, and is encoded as a parameter', () => {
    assert.equal(
      url('a/b.jpg', { template: 'https://cdn.example/{width}/{url}' }),
      'https://cdn.example/320/a/b.jpg',
    );
    assert.equal(
      url('https://x.example/a?b=1&w=9#\ud800', { template: 'https://cdn.example/fit?w={width}&src={url}' }),
      'https://cdn.example/fit?w=320&src=https%3A%2F%2Fx.example%2Fa%3Fb%3D1%26w%3D9%23%EF%BF%BD',
    );
  });

  it('encodes the format of a slot', () => {
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

  it('is unmodified if it is empty, a data: URL or not a string', () => {
    for (const value of [null, undefined, 12, '', 'data:image/png;base64,AAAA'])
      assert.equal(url(value), value);
  });

  it('requires an existing slot', () => {
    assert.throws(
      () => compileImage({ op: 'image', slot: 'toString' }, options())('/a', english),
      /unknown image slot toString/,
    );
  });
});

describe('image templates', () => {
  for (const [wrong, message] of [
    [
      '{url}?w={widht}',
      'found {widht}; allowed are {url}, {width}, {height}, {format}, {quality}; did you mean {width}?',
    ],
    ['/{width}', 'found {url} 0 times; expected is once'],
    ['{url}{url}', 'found {url} 2 times; expected is once'],
    ['{url}?w={width', 'found a brace that is not closed or not opened'],
    ['{url}#a', 'found white space or #; a template is a URL without a fragment'],
  ] as const) {
    it(`are refused: ${message.slice(0, 60)}`, () => {
      assert.deepEqual(checkImageTemplate(wrong), [message]);
    });
  }

  it('accept all placeholders', () => {
    assert.deepEqual(checkImageTemplate(template), []);
  });
});
