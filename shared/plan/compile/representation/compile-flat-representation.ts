import { isDataObject, own } from '../../../core/json/data-object.ts';
import { stringifyJson } from '../../../core/json/exact-json.ts';
import type { RequiredNode } from '../../fetches/fetch-draft.ts';
import type { TypeIndex } from '../../model/type-index.ts';
import { rememberText, soleKeyTexts } from './sole-key-texts.ts';

export interface FlatInput {
  readonly requires: readonly RequiredNode[];
  readonly subgraph: string;
  readonly types: TypeIndex;
}

interface FlatField {
  readonly from: string;
  /** `"name":` with the separator before it. */
  readonly lead: string;
  /** Whether it is part of every key by which the subgraph resolves the type, so that no representation lacks it. */
  readonly isKey: boolean;
}

/** A longer value rarely recurs, and its text takes more memory than it is worth. */
const longestKept = 64;

// Most keys match: JSON escapes none of these characters.
const plain = /^[\w-]{0,64}$/;

/** Objects of one type that are identified by one scalar. */
export interface SoleKey {
  readonly type: string;
  /** The key under which data has the scalar. */
  readonly from: string;
}

/** Undefined if a representation has more than one scalar, or is not flat. */
export function findSoleKey(input: FlatInput): SoleKey | undefined {
  const flat = readFlat(input);
  const [from, ...others] =
    flat?.fields.flatMap((field) => (field.from === '__typename' ? [] : field.from)) ?? [];
  if (flat === undefined || from === undefined || others.length > 0 || from in Object.prototype)
    return undefined;
  return { type: flat.type, from };
}

/**
 * The fast path for what most fetches require: scalars of one object type that has one key in the subgraph. Returns
 * undefined for other requirements. The function that it returns writes the text directly, and returns undefined for an
 * object that needs the general path.
 */
export function compileFlatRepresentation(
  input: FlatInput,
): ((object: object) => string | undefined) | undefined {
  const flat = readFlat(input);
  if (flat === undefined) return undefined;
  const { type, fields } = flat;
  const writeOne = (object: Record<string, unknown>) => write(object, fields);
  const sole = findSoleKey(input);
  const writeType = sole === undefined ? writeOne : writeKnown(sole, fields, input.types);
  return (object) =>
    isDataObject(object) && own(object, '__typename') === type ? writeType(object) : undefined;
}

/** The same for a representation of one scalar, with a cache of texts. */
function writeKnown(
  { type, from }: SoleKey,
  fields: readonly FlatField[],
  types: TypeIndex,
): (object: Record<string, unknown>) => string | undefined {
  const kind = JSON.stringify([type, fields.map(({ from: key, lead }) => [key, lead])]);
  const texts = soleKeyTexts(types, kind);
  return (object) => {
    const value = own(object, from);
    if (typeof value !== 'string' || value.length > longestKept) return write(object, fields);
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = write(object, fields);
    if (text !== undefined) rememberText(texts, value, text);
    return text;
  };
}

function write(object: Record<string, unknown>, fields: readonly FlatField[]): string | undefined {
  let text = '';
  for (const { from, lead, isKey } of fields) {
    const value = own(object, from);
    if (value === undefined || (isKey && value === null)) return undefined;
    text += lead + (typeof value === 'string' && plain.test(value) ? `"${value}"` : stringifyJson(value));
  }
  return `${text}}`;
}

function readFlat(input: FlatInput): { type: string; fields: readonly FlatField[] } | undefined {
  const [fragment, ...others] = input.requires;
  if (others.length > 0 || fragment?.kind !== 'InlineFragment') return undefined;
  const type = fragment.typeCondition;
  if (type === undefined || !input.types.isObjectType(type)) return undefined;
  const keys = input.types.keysOf(type, input.subgraph);
  const [key = []] = keys;
  if (keys.length > 1 || key.some((leaf) => leaf.length > 1)) return undefined;
  const keyNames = new Set(key.map(([name]) => name));
  const names = new Map<string, string>();
  for (const selection of fragment.selections) {
    if (selection.kind !== 'Field' || selection.selections !== undefined) return undefined;
    const from = selection.alias ?? selection.name;
    names.set(selection.name, from);
  }
  const fields = [...names.keys()].sort().map(
    (to, index): FlatField => ({
      from: names.get(to) ?? to,
      lead: `${index === 0 ? '{' : ','}${JSON.stringify(to)}:`,
      isKey: keyNames.has(to),
    }),
  );
  return { type, fields };
}
