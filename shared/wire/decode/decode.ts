/**
 * Returns the plain result of a parsed response in the plain, compact or delta form (docs/reference/wire-forms.md).
 * `base` is the plain result that a delta refers to. Equal parts may be the same object, also as in `base`: do not
 * modify them. Throws `TypeError` for an unknown form, and for most invalid input.
 */
export function decode(body: unknown, base?: unknown): unknown {
  if (!Array.isArray(body)) return body;
  if (body[0] === 'c1') return expand(body[1], body[2], body[3]);
  if (body[0] === 'd1') return change(body[1], base);
  throw new TypeError('unknown wire form');
}

type Data = Record<string, unknown>;

/** The keys of objects. A key in brackets has the value that follows it (if none: null) in all of the objects. */
type Shape = readonly (string | readonly [key: string, constant?: unknown])[];

function expand(shapes: readonly Shape[], shared: readonly unknown[], root: unknown): unknown {
  const parts: unknown[] = [];
  function value(code: unknown): unknown {
    if (!Array.isArray(code)) return code;
    const head: number = code[0];
    if (!head) return code.slice(1).map(value);
    if (code.length === 1) return parts[head - 1];
    const shape = shapes[Math.abs(head) - 1] ?? [];
    const rows: Data[] = [];
    // A shape without row values ends the list, which would never end otherwise.
    for (let at = 1, before = 0; at > before && at < code.length; ) {
      const row: Data = {};
      before = at;
      for (const key of shape) {
        if (typeof key === 'string') set(row, key, value(code[at++]));
        else set(row, key[0], Array.isArray(key[1]) ? parts[key[1][0] - 1] : (key[1] ?? null));
      }
      rows.push(row);
    }
    return head < 0 ? rows : rows[0];
  }
  for (const code of shared) parts.push(value(code));
  return value(root);
}

/** `[0, value]`, `[1, keys, changes]`, `[2, ...steps]`, or changes by key. */
function change(code: unknown, old: unknown): unknown {
  if (!Array.isArray(code)) return merge(Object.keys(Object(old)), code, old);
  const [kind, content, changes] = code;
  if (kind === 0) return content;
  if (kind === 1) return merge(content, changes, old);
  const items: readonly unknown[] = Array.isArray(old) ? old : [];
  const list: unknown[] = [];
  let at = 0;
  for (const step of code.slice(1)) {
    if (typeof step !== 'number') list.push(change(step, items[at++]));
    else if (step > 0) for (const end = at + step; at < end && at < items.length; ) list.push(items[at++]);
    else at = -step;
  }
  return list;
}

function merge(keys: readonly string[], changes: unknown, old: unknown): Data {
  const data: Data = {};
  for (const key of keys) {
    const code = own(changes, key);
    const value = own(old, key);
    set(data, key, code === undefined ? value : change(code, value));
  }
  return data;
}

function own(data: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(Object(data), key)?.value;
}

/** Sets a property. Assigning to the key `__proto__` would change the prototype of the object. */
function set(data: Data, key: string, value: unknown): void {
  if (String(key) !== '__proto__') data[key] = value;
  else Object.defineProperty(data, key, { value, writable: true, enumerable: true, configurable: true });
}
