import type { TypeIndex } from '../../model/type-index.ts';

/** Texts of representations by the one value that each holds. */
export type SoleKeyTexts = Map<string, string>;

/** Of one kind of representation; about 150 bytes each. */
const maxTexts = 1000;

const ofGraph = new WeakMap<TypeIndex, Map<string, SoleKeyTexts>>();

/**
 * What all plans of a graph have in common for one kind of representation. The same entities are asked about again and
 * again, within a request and by others: a text that was made before is whole, and its hash is known.
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
