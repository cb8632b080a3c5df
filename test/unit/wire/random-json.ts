import fc from 'fast-check';

/** Keys with a meaning in JavaScript, and keys that are not GraphQL names. */
const strangeKeys = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'length',
  '0',
  '10',
  '2',
  '',
  'c1',
  '$r',
];
const commonKeys = ['id', 'name', 'price', 'items', '__typename'];
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...commonKeys) },
  { weight: 2, arbitrary: fc.constantFrom(...strangeKeys) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    1,
    -1,
    '',
    'c1',
    'd1',
    '[1]',
    '{"$r":1}',
    '\ud800',
    '\u2028',
    'é'.repeat(30),
  ),
  fc.constantFrom('a text that is long enough to be shared', 'another text that is long enough to be shared'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  fc.string({ unit: 'binary' }),
);

/** Creates an object. Unlike in an object literal, `__proto__` is an ordinary key. */
function objectOf(entries: readonly (readonly [string, unknown])[]): unknown {
  const data = {};
  for (const [name, value] of entries) {
    Object.defineProperty(data, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return data;
}

/** JSON values: unusual ones, and lists of objects with the same keys and equal parts, as in responses. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => {
  const value = tie('value');
  const object = fc.array(fc.tuple(key, value), { maxLength: 6 }).map(objectOf);
  const rows = fc
    .tuple(
      fc.uniqueArray(key, { minLength: 1, maxLength: 5 }),
      fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { maxLength: 6 }),
    )
    .map(([keys, table]) =>
      table.map((row) => objectOf(keys.map((name, index) => [name, row[index] ?? null]))),
    );
  const repeated = fc
    .tuple(value, value, fc.array(fc.boolean(), { maxLength: 8 }))
    .map(([one, other, choice]) => choice.map((isOne) => (isOne ? one : other)));
  return {
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      leaf,
      object,
      rows,
      repeated,
      fc.array(value, { maxLength: 5 }),
    ),
  };
}).value;

/** GraphQL results with such values. */
export const anyResult: fc.Arbitrary<object> = fc.record(
  {
    errors: fc.array(
      fc.record({
        message: fc.string(),
        path: fc.array(fc.oneof(fc.string(), fc.nat())),
        extensions: anyJson,
      }),
    ),
    extensions: anyJson,
    data: anyJson,
  },
  { requiredKeys: [] },
);

/** Pairs in which the second value is often the first with some changes. */
export const anyPair: fc.Arbitrary<readonly [unknown, unknown]> = fc.oneof(
  fc.tuple(anyJson, anyJson),
  fc
    .tuple(anyJson, fc.array(fc.tuple(fc.nat(), fc.nat(), anyJson), { minLength: 1, maxLength: 4 }))
    .map(
      ([base, edits]) =>
        [
          base,
          edits.reduce((value, [position, kind, part]) => edited(value, position, kind, part), base),
        ] as const,
    ),
);

/** Returns `value` with one change: a replaced, removed, added or moved part. */
function edited(value: unknown, position: number, kind: number, part: unknown): unknown {
  if (Array.isArray(value)) {
    const at = value.length === 0 ? 0 : position % value.length;
    const [before, item, after] = [value.slice(0, at), value.slice(at, at + 1), value.slice(at + 1)];
    const edits = [
      () => [...before, ...item.map((old) => edited(old, position >> 3, kind >> 3, part)), ...after],
      () => [...before, ...after],
      () => [...before, part, ...item, ...after],
      () => [...item, ...before, ...after],
      () => [...value].reverse(),
    ];
    return edits[kind % edits.length]?.();
  }
  if (typeof value !== 'object' || value === null) return part;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? 0 : position % entries.length;
  const edits = [
    () =>
      entries.map(
        ([name, old], index) =>
          [name, index === at ? edited(old, position >> 3, kind >> 3, part) : old] as const,
      ),
    () => entries.filter((_, index) => index !== at),
    () => [['added', part] as const, ...entries],
    () => [...entries].reverse(),
  ];
  return objectOf(edits[kind % edits.length]?.() ?? []);
}
