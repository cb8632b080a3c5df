import type { Evaluate } from '../evaluate.ts';
import { emptyObject, isArray, isObject, property, scalarText, type Value } from '../value.ts';
import { type Method, ofValue, ofValueAndArgument } from './method.ts';

const first = ofValue((value) => {
  if (isArray(value)) return value[0];
  return typeof value === 'string' ? Array.from(value)[0] : value;
});

const last = ofValue((value) => {
  if (isArray(value)) return value.at(-1);
  return typeof value === 'string' ? Array.from(value).at(-1) : value;
});

const size = ofValue((value) => {
  if (isArray(value) || typeof value === 'string') return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
});

const entries = ofValue((value) =>
  isObject(value)
    ? Object.entries(value).map(([key, element]) => Object.assign(emptyObject(), { key, value: element }))
    : undefined,
);

const slice: Method = {
  arity: [0, 2],
  compile: (args, compileExpression) => {
    const [start, end] = args.map(compileExpression);
    return (at, dollar, variables) => {
      if (!isArray(at) && typeof at !== 'string') return undefined;
      const bound = (evaluate: Evaluate | undefined, otherwise: number): number => {
        const index = evaluate?.(at, dollar, variables);
        return Number.isInteger(index) ? Math.max(0, Number(index)) : otherwise;
      };
      return at.slice(bound(start, 0), bound(end, at.length));
    };
  },
};

/** Returns an element of a list or a string by index, from the end if negative, or a value of an object by key. */
const get = ofValueAndArgument((value, index) => {
  if (isObject(value)) return typeof index === 'string' ? property(value, index) : undefined;
  if (typeof index !== 'number' || !Number.isInteger(index)) return undefined;
  if (isArray(value)) return value.at(index);
  return typeof value === 'string' ? value.at(index) : undefined;
});

const map: Method = perElement((apply, value) => {
  if (isArray(value)) return value.map((element) => apply(element) ?? null);
  const result = apply(value);
  return result === undefined ? undefined : [result];
});

const filter: Method = perElement((apply, value) => {
  const verdicts = (isArray(value) ? value : [value]).map((element) => [element, apply(element)] as const);
  if (verdicts.some(([, verdict]) => typeof verdict !== 'boolean' && verdict !== undefined)) return undefined;
  if (!isArray(value) && verdicts[0]?.[1] === undefined) return undefined;
  return verdicts.filter(([, verdict]) => verdict === true).map(([element]) => element);
});

const find: Method = perElement((apply, value) => {
  for (const element of isArray(value) ? value : [value]) {
    const verdict = apply(element);
    if (verdict === true) return element;
    if (verdict !== false) return undefined;
  }
  return undefined;
});

function perElement(apply: (argument: (element: Value) => Value, value: Value) => Value): Method {
  return {
    arity: [1, 1],
    compile: (args, compileExpression) => {
      const [argument] = args.map(compileExpression);
      return (at, dollar, variables) => apply((element) => argument?.(element, dollar, variables), at);
    },
  };
}

const joinNotNull = ofValueAndArgument((value, separator) => {
  if (typeof separator !== 'string') return undefined;
  const texts: string[] = [];
  for (const element of isArray(value) ? value : [value]) {
    const text = scalarText(element);
    if (text === undefined) return undefined;
    if (element !== null) texts.push(text);
  }
  return texts.join(separator);
});

/** Methods of lists, and of strings and objects as collections. */
export const listMethods = { first, last, size, slice, get, entries, map, filter, find, joinNotNull };
