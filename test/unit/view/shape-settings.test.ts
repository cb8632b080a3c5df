import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { viewShapeSettings } from '../../../shared/config/schema/view-shape-settings.ts';
import { StartError } from '../../../shared/core/start-error.ts';
import type { ShapeSettings } from '../../../shared/view/shape-settings.ts';
import type { View } from '../../../shared/view/view.ts';
import { problemsOf, sdlOfSchema, viewOf } from '../../support/compiled-view.ts';

const shape: ShapeSettings | undefined = viewShapeSettings.parse({
  Product: {
    hide: ['internalSku'],
    rename: 'Item',
    fields: {
      title: { truncate: { max: 60 } },
      blurb: {
        from: 'description',
        strip: true,
        truncate: { max: 140, at: 'grapheme', ellipsis: '...' },
        default: 'none',
      },
      amount: { from: 'price.current.amount' },
      now: { from: 'price.current', format: { as: 'currency' } },
      added: { from: 'createdAt', format: { as: 'date', style: 'long', time: true } },
      texts: { pluck: 'reviews(first: 3).nodes.text' },
      rating: { round: { digits: 1, mode: 'halfUp' } },
      reviews: {
        cap: { default: 3, max: 10, arg: 'first' },
        onError: { policy: 'lastGood', maxAge: '10m', shared: true },
      },
      clips: { cap: { max: 6, mode: 'slice' } },
      moreClips: { hasMore: 'clips' },
      picture: { image: { slot: 'card' } },
      photo: { image: { slot: 'card', args: { width: 'maxWidth' } } },
      promise: { type: '[String!]', compute: { fn: 'promise', requires: 'stock { status }' } },
      legacy: { rename: 'old' },
    },
  },
  Status: { hide: ['LOST'], fields: { OPEN: { rename: 'ACTIVE' } } },
  OrderFilter: { hide: ['newest'] },
});

const text = `
  extend type Product @rename(to: "Item") {
    internalSku: String @hide
    title: String @truncate(max: 60)
    blurb: String @from(path: "description") @strip @truncate(max: 140, at: GRAPHEME, ellipsis: "...") @default(value: "none")
    amount: Int @from(path: "price.current.amount")
    now: String @from(path: "price.current") @format(as: CURRENCY)
    added: String! @from(path: "createdAt") @format(as: DATE, style: LONG, time: true)
    texts: [String!] @pluck(path: "reviews(first: 3).nodes.text")
    rating: Float @round(digits: 1, mode: HALF_UP)
    reviews: ReviewConnection @cap(default: 3, max: 10, arg: "first") @onError(policy: LAST_GOOD, maxAge: "10m", shared: true)
    clips: [Clip!] @cap(max: 6, mode: SLICE)
    moreClips: Boolean! @hasMore(of: "clips")
    picture: String @image(slot: CARD)
    photo: String @image(slot: CARD, args: { width: "maxWidth" })
    promise: [String!] @compute(fn: "promise", requires: "stock { status }")
    legacy: String @rename(to: "old")
  }
  extend enum Status { LOST @hide OPEN @rename(to: "ACTIVE") }
  extend input OrderFilter { newest: Boolean @hide }
`;

/** The view without the places of declarations. */
function content({ schema, degradation, functions, ...rest }: View) {
  const policies = [...degradation].map(([coordinate, { declaration }]) => [coordinate, declaration]);
  return { ...rest, policies, functions: [...functions.keys()] };
}

const refusals: readonly (readonly [shape: unknown, ...problems: readonly string[]])[] = [
  [{ Produkt: {} }, 'view.shape.Produkt: the graph has no type Produkt; did you mean Product?'],
  [
    { Product: { hide: ['tittle'] } },
    'view.shape.Product.hide.0: Product has no field tittle; did you mean title?',
  ],
  [
    { Product: { fields: { blurb: { from: 'descripton', type: 'Strin' } } } },
    'view.shape.Product.fields.blurb.from: Product has no field descripton; did you mean description?',
  ],
  [
    { Product: { fields: { blurb: { from: 'description', type: '[' } } } },
    'view.shape.Product.fields.blurb.type: found "["; expected a type such as String or [Money!]!',
  ],
  [
    { Product: { fields: { now: { from: 'price' } } } },
    'view.shape.Product.fields.now: Product.now is read from an object (Price): declare its type',
  ],
  [
    { Product: { fields: { promise: { compute: { fn: 'promise' } } } } },
    'view.shape.Product.fields.promise: Product.promise needs a type: it cannot be inferred',
  ],
  [
    { Product: { fields: { title: { truncate: { max: 3, ellipsis: '....' } } } } },
    'view.shape.Product.fields.title.truncate.ellipsis: the ellipsis must be shorter than max (3); found "...."',
  ],
  [
    { Product: { fields: { picture: { image: { slot: 'crad' } } } } },
    'view.shape.Product.fields.picture.image.slot: unknown image slot crad; did you mean card?',
  ],
  [
    { Status: { fields: { OPEN: { strip: true } } } },
    'view.shape.Status.fields.OPEN.strip: @strip is not allowed on a value of an enum; it is allowed on a field',
  ],
];

describe('view.shape', () => {
  it('compiles to the same view as a file', () => {
    const [bySettings, byFile] = [viewOf('', { shape }), viewOf(text)];
    assert.equal(sdlOfSchema(bySettings), sdlOfSchema(byFile));
    assert.deepEqual(content(bySettings), content(byFile));
  });

  it('may refine types that no file declares', () => {
    const view = viewOf('extend type Clip @rename(to: "Video")', { shape: { Product: { rename: 'Item' } } });
    assert.match(sdlOfSchema(view), /union ShelfItem = Item \| Video/);
  });

  it('cannot declare a field that a file declares', () => {
    const twice = { shape: { Product: { fields: { title: { strip: true } } } } };
    assert.deepEqual(problemsOf('extend type Product { title: String @truncate(max: 3) }', twice), [
      'view.shape.Product.fields.title: Product.title is already declared',
    ]);
  });

  for (const [refused, ...problems] of refusals) {
    it(`is refused: ${JSON.stringify(refused)}`, () => {
      assert.deepEqual(problemsOf('', { shape: viewShapeSettings.parse(refused) }), problems);
    });
  }

  for (const wrong of [
    { Product: { hid: ['title'] } },
    { Product: { fields: { title: { shorten: 3 } } } },
    { Product: { fields: { title: { truncate: { max: 0 } } } } },
    { Product: { fields: { title: { truncate: { max: 3, at: 'letter' } } } } },
    { Product: { fields: { title: { image: { slot: 'card', args: { depth: 'x' } } } } } },
    { Product: { fields: { title: { onError: { policy: 'lastGood', maxAge: '31d' } } } } },
    { Product: { rename: 'a b' } },
  ]) {
    it(`rejects ${JSON.stringify(wrong)}`, () => {
      assert.equal(viewShapeSettings.safeParse(wrong).success, false);
    });
  }

  it('has problems with settings keys, reported after those of files', () => {
    assert.throws(
      () => viewOf('extend type Produkt @hide', { shape: { Produkt: {} } }),
      (error) => {
        assert.ok(error instanceof StartError);
        const [first, second] = error.problems;
        assert.deepEqual([first?.file, first?.line, first?.column], ['view.graphql', 1, 13]);
        assert.deepEqual([second?.file, second?.key], [undefined, 'view.shape.Produkt']);
        return true;
      },
    );
  });
});
