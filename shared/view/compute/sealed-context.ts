import { createContext, Script } from 'node:vm';
import type { Presentation } from '../../core/presentation.ts';
import type { ComputeEnvironment } from './compute-function.ts';

/** A separate JavaScript context without clock, randomness, input and output. */
export interface SealedContext {
  /** Runs a script in strict mode, for at most a second, and returns the value of its last expression. */
  run(code: string, fileName: string): unknown;
  /** A deep copy of JSON-like data, made of the context's own lists and of objects without a prototype. */
  copy(value: unknown): unknown;
  environment(presentation: Presentation): ComputeEnvironment;
  /** The prototypes of plain objects that the context creates. */
  readonly prototypes: readonly (object | null)[];
}

const startTimeoutMs = 1000;

const names =
  `Object Array String Number Boolean BigInt Symbol Math JSON Date RegExp Map Set WeakMap WeakSet Intl Reflect
  Proxy Function Iterator Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError
  ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  Float32Array Float64Array BigInt64Array BigUint64Array parseInt parseFloat isNaN isFinite encodeURI
  encodeURIComponent decodeURI decodeURIComponent`.split(/\s+/);

/** Runs in the new context. It returns the functions that the host needs, and leaves the global object empty. */
const seal = new Script(
  `'use strict';
  (names) => {
    const { Object, Array, Date, Math, Reflect, RegExp, Set, Symbol, TypeError } = globalThis;
    const { isArray } = Array;
    const set = (object, name, value) =>
      Object.defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });
    const refuse = (what, why) => {
      throw new TypeError(what + ' is not available to functions of a view: ' + why);
    };
    const clock = 'use env.nowMs, the time of the request';

    set(Math, 'random', () => refuse('Math.random', 'functions must be deterministic'));
    const PureDate = class Date extends globalThis.Date {
      constructor(...parts) {
        if (parts.length === 0) refuse('new Date()', clock);
        super(...parts);
      }
    };
    set(PureDate, 'now', () => refuse('Date.now', clock));
    set(Date.prototype, 'constructor', PureDate);

    // In newer releases of Node; it creates promises, whose rejections would be unhandled.
    delete Array.fromAsync;

    const intrinsics = { __proto__: null };
    for (const name of names) intrinsics[name] = name === 'Date' ? PureDate : globalThis[name];

    // Regular expressions with a frozen prototype take ten times as long.
    const seen = new Set([RegExp.prototype]);
    const pending = [
      ...Object.values(intrinsics),
      ...[[][Symbol.iterator](), ''[Symbol.iterator](), new Map().keys(), new Set().keys(), ''.matchAll(/a/g)],
      ...[function* () {}, async () => {}, async function* () {}],
    ];
    while (pending.length > 0) {
      const value = pending.pop();
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
      seen.add(value);
      pending.push(Object.getPrototypeOf(value));
      for (const key of Reflect.ownKeys(value)) {
        const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key);
        pending.push(...[held, get, set].filter((part) => part !== undefined));
      }
    }
    seen.delete(RegExp.prototype);
    for (const value of seen) Object.freeze(value);

    function Held() {}
    Held.prototype = Object.freeze({ __proto__: null });
    const copy = (value) => {
      if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
      if (isArray(value)) {
        const list = [];
        for (let index = 0; index < value.length; index += 1) list.push(copy(value[index]));
        return list;
      }
      // An exact number: functions compute with the nearest double.
      if (typeof value.toJSON === 'function') return +value.toString();
      const held = new Held();
      for (const name in value) held[name] = copy(value[name]);
      return held;
    };
    const environment = (locale, profile, nowMs) => Object.freeze({ locale, profile, nowMs });

    intrinsics.globalThis = intrinsics;
    Object.freeze(intrinsics);
    const global = globalThis;
    for (const name of Reflect.ownKeys(global)) Reflect.deleteProperty(global, name);
    return { intrinsics, copy, environment, prototypes: [Object.prototype, Held.prototype, null] };
  }`,
  { filename: 'sealed-context' },
);

/** Declares the intrinsics as constants of the context: a lookup on its global object calls the host each time. */
const declare = new Script(`const { ${[...names, 'globalThis'].join(', ')} } = intrinsics;`);

interface Sealed {
  readonly intrinsics: object;
  readonly copy: (value: unknown) => unknown;
  readonly environment: (locale: string, profile: string, nowMs: number) => ComputeEnvironment;
  readonly prototypes: readonly (object | null)[];
}

/**
 * Builds a context that guards against accidents, not against malice: its code is that of the operator of the process. Code in
 * it cannot evaluate strings, has no clock, timers, modules or promises, and receives values made of its own intrinsics, which
 * are frozen. It can still run forever or fill the memory, and read the process's time zone and default locale.
 */
export function buildSealedContext(): SealedContext {
  const global: { intrinsics?: object } = Object.create(null);
  const context = createContext(global, { codeGeneration: { strings: false, wasm: false } });
  const { intrinsics, copy, environment, prototypes }: Sealed = seal.runInContext(context)(names);
  global.intrinsics = intrinsics;
  declare.runInContext(context);
  delete global.intrinsics;

  let last: Presentation | undefined;
  let lastEnvironment: ComputeEnvironment | undefined;
  return {
    run: (code, fileName) =>
      new Script(`'use strict';${code}`, { filename: fileName }).runInContext(context, {
        timeout: startTimeoutMs,
      }),
    copy,
    environment: (presentation) => {
      if (last !== presentation || lastEnvironment === undefined) {
        last = presentation;
        lastEnvironment = environment(presentation.locale, presentation.profileName, presentation.nowMs);
      }
      return lastEnvironment;
    },
    prototypes: Array.from(prototypes),
  };
}
