import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import { mergeData } from '../../core/json/merge-data.ts';
import type { DataRewrite } from '../fetches/fetch-draft.ts';
import type { TypeIndex } from '../model/type-index.ts';

type Rewrite = (value: unknown) => void;

const typeStep = '... on ';

/** The rewrites of a representation or of received data as one function, which changes the value in place. */
export function compileRewrites(rewrites: readonly DataRewrite[] | undefined, types: TypeIndex): Rewrite {
  const compiled = (rewrites ?? []).map((rewrite) => compileRewrite(rewrite, types));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

/** The keys that rewrites rename. The aliases of one fetch are distinct. */
export function renamedKeys(rewrites: readonly DataRewrite[] = []): ReadonlyMap<string, string> {
  return new Map(
    rewrites.flatMap((rewrite) => {
      const key = rewrite.path.at(-1);
      return rewrite.kind === 'KeyRenamer' && key !== undefined ? [[key, rewrite.renameKeyTo] as const] : [];
    }),
  );
}

function compileRewrite(rewrite: DataRewrite, types: TypeIndex): Rewrite {
  const key = rewrite.path.at(-1);
  if (key === undefined) return () => {};
  const change =
    rewrite.kind === 'ValueSetter'
      ? setter(key, rewrite.setValueTo)
      : renamer(key, rewrite.renameKeyTo, types);
  return rewrite.path
    .slice(0, -1)
    .reduceRight<Rewrite>((next, step) => atStep(step, next, types), throughLists(change));
}

function setter(key: string, value: unknown) {
  return (object: DataObject): void => setOwn(object, key, value);
}

/** If both keys are present, their values are parts of one value, which an operation cannot select under one key. */
function renamer(from: string, to: string, types: TypeIndex) {
  const isObjectType = (name: unknown): boolean => typeof name === 'string' && types.isObjectType(name);
  return (object: DataObject): void => {
    const value = own(object, from);
    if (value === undefined) return;
    delete object[from];
    const renamed: DataObject = Object.create(null);
    setOwn(renamed, to, value);
    mergeData(object, renamed, isObjectType);
  };
}

function atStep(step: string, next: Rewrite, types: TypeIndex): Rewrite {
  if (!step.startsWith(typeStep)) return throughLists((object) => next(own(object, step)));
  const condition = step.slice(typeStep.length);
  return throughLists((object) => {
    const type = own(object, '__typename');
    if (typeof type !== 'string' || types.isSubtype(type, condition)) next(object);
  });
}

function throughLists(change: (object: DataObject) => void): Rewrite {
  const apply: Rewrite = (value) => {
    if (Array.isArray(value)) for (const item of value) apply(item);
    else if (isDataObject(value)) change(value);
  };
  return apply;
}
