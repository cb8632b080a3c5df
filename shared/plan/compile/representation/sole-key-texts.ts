import type { TypeIndex } from '../../model/type-index.ts';

/** Texts of representations by the one value that each holds. */
export type SoleKeyTexts = Map<string, string>;

/** The most texts of one kind of representation; about 150 bytes each. */
const maxTexts = 1000;

const ofGraph = new WeakMap<TypeIndex, Map<string, SoleKeyTexts>>();

/**
 * The texts of one kind of representation, for all plans of a graph. The same entities recur, within a request and in
 * others: a cached text is one flat string, whose hash is computed already.
 */
export function soleKeyTexts(types: TypeIndex, kind: string): SoleKeyTexts {
  const kinds = ofGraph.get(types) ?? new Map<string, SoleKeyTexts>();
  ofGraph.set(types, kinds);
  const texts = kinds.get(kind) ?? new Map<string, string>();
  kinds.set(kind, texts);
  return texts;
}

export function rememberText(texts: SoleKeyTexts, value: string, text: string): void {
  if (texts.size >= maxTexts) texts.clear();
  texts.set(value, text);
}
