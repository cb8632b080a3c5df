import { type DataObject, setOwn } from '../../core/json/data-object.ts';

const maxDepth = 32;
const maxValues = 10_000;
const mostBits = 256;

/**
 * Copies the result of a function of another context into values of this one. `undefined` becomes null, and is omitted from
 * objects. Throws a `TypeError` for values that JSON does not have, and for more than 10 000 values or 32 levels.
 */
export function copyResult(value: unknown, prototypes: readonly (object | null)[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : new Copying(prototypes).object(value, 1);
    default:
      return finite(value);
  }
}

class Copying {
  readonly #prototypes: readonly (object | null)[];
  #left = maxValues;

  constructor(prototypes: readonly (object | null)[]) {
    this.#prototypes = prototypes;
  }

  object(value: object, depth: number): unknown {
    if (depth > maxDepth) throw new TypeError(`returned more than ${maxDepth} levels`);
    return Array.isArray(value) ? this.#list(value, depth) : this.#plainObject(value, depth);
  }

  // By index, since the iterators of another context are slow.
  #list(list: readonly unknown[], depth: number): unknown[] {
    const copied: unknown[] = [];
    for (let index = 0; index < list.length; index += 1) copied.push(this.#copy(list[index], depth));
    return copied;
  }

  #plainObject(object: object, depth: number): DataObject {
    if (!this.#prototypes.includes(Object.getPrototypeOf(object))) throw notAValue(nameOf(object));
    const copied: DataObject = {};
    for (const [name, item] of Object.entries(object)) {
      if (item !== undefined) setOwn(copied, name, this.#copy(item, depth));
    }
    return copied;
  }

  #copy(value: unknown, depth: number): unknown {
    this.#left -= 1;
    if (this.#left < 0) throw new TypeError(`returned more than ${maxValues} values`);
    if (typeof value === 'object' && value !== null) return this.object(value, depth + 1);
    if (value === undefined) return null;
    return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : finite(value);
  }
}

/** Returns a number that JSON can represent, or throws. */
function finite(value: unknown): number | bigint {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'bigint' && BigInt.asIntN(mostBits, value) === value) return value;
  throw notAValue(typeof value === 'number' ? String(value) : `a ${typeof value}`);
}

function notAValue(found: string): TypeError {
  return new TypeError(
    `returned ${found}; allowed are strings, finite numbers, bigints, booleans, null, and lists and plain objects of these`,
  );
}

function nameOf(value: object): string {
  return `a ${Object.prototype.toString.call(value).slice('[object '.length, -1)}`;
}
