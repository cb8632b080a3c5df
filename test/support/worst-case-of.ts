import { type GraphQLSchema, parse, validate } from 'graphql';
import type { Assumptions } from '../../shared/view/budget/assumptions.ts';
import { computeWorstCase, type WorstCase } from '../../shared/view/budget/worst-case.ts';
import type { View } from '../../shared/view/view.ts';
import type { ViewOptions } from '../../shared/view/view-options.ts';
import { graph } from './compiled-view.ts';

export const assumptions: Assumptions = {
  list: 100,
  text: 256,
  id: 64,
  grapheme: 2,
  lists: {},
  texts: {},
  scalars: {},
};

const sizes: ViewOptions = {
  profiles: [{ name: 'default', caps: 1, imageQuality: undefined, slots: {} }],
  images: {
    slots: { card: { width: 320, height: 180, format: 'webp', quality: 60 } },
    template: '{url}?w={width}',
    signing: undefined,
  },
};

export interface WorstCaseOptions {
  readonly view?: View;
  readonly assume?: Partial<Assumptions>;
  readonly sizes?: Partial<ViewOptions>;
}

/** The worst case of the only operation of the text; on the graph of the view tests if no view is given. */
export function worstCaseOf(text: string, options: WorstCaseOptions = {}): WorstCase {
  const schema: GraphQLSchema = options.view?.schema ?? graph;
  const document = parse(text);
  const errors = validate(schema, document);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return computeWorstCase(document, undefined, {
    ...sizes,
    ...options.sizes,
    schema,
    graph,
    view: options.view,
    assume: { ...assumptions, ...options.assume },
  });
}

/** Bytes of a response whose only value, under `key`, is this one. */
export function valueBytes(key: string, { bytes }: WorstCase): number {
  return bytes - `{"data":{"${key}":}}`.length;
}
