import { numbers } from '../workloads/wide.ts';
import type { WorkloadName } from '../workloads/workloads.ts';

/** An operation of a workload as the clients of a view write it. */
export interface ShapedOperation {
  readonly name: string;
  readonly workload: WorkloadName;
  readonly view: string;
  /** In the names of the view. */
  queryOf(plain: string): string;
  /** Maps the response without the view to the expected one. */
  responseOf(data: unknown): unknown;
  /** Fields whose names or values differ from the graph's, by their name in the graph and a field of their objects. */
  readonly changed: readonly { readonly field: string; readonly beside: string }[];
  /** Processor time, as a multiple of that without the view. */
  readonly atMost: number | undefined;
}

const bodyLength = 160;
const hidden = [
  'colour',
  'size',
  'rank',
  'discount',
  'tax',
  'total',
  'aisle',
  'reserved',
  'restockDays',
  'trend',
];

export const shapedOperations: readonly ShapedOperation[] = [
  {
    name: 'every tenth field is renamed, stripped or truncated',
    workload: 'benchmark',
    view: `
      extend type User { username: String @rename(to: "login") @strip }
      extend type Product { name: String @truncate(max: 4, at: GRAPHEME, ellipsis: ".") }`,
    queryOf: (plain) => plain.replaceAll('username', 'login'),
    responseOf: (data) =>
      withObjects(data, ({ username, ...rest }) => ({
        ...rest,
        ...(username !== undefined && { login: username }),
        ...('upc' in rest && typeof rest['name'] === 'string' && { name: cut(rest['name'], 4, '.') }),
      })),
    changed: [
      { field: 'username', beside: 'username' },
      { field: 'name', beside: 'upc' },
    ],
    atMost: 1.05,
  },
  {
    name: 'every long text, a tenth of the fields, is stripped and may be truncated',
    workload: 'benchmark',
    view: 'extend type Review { body: String @strip @truncate(max: 2000) }',
    queryOf: (plain) => plain,
    responseOf: (data) => data,
    changed: [{ field: 'body', beside: 'body' }],
    atMost: 1.05,
  },
  {
    name: 'long texts are truncated, half of the bytes are dropped',
    workload: 'benchmark',
    view: `extend type Review { body: String @truncate(max: ${bodyLength}) }`,
    queryOf: (plain) => plain,
    responseOf: (data) =>
      withObjects(data, (object) => ({
        ...object,
        ...(typeof object['body'] === 'string' && { body: cutAtWord(object['body'], bodyLength) }),
      })),
    changed: [{ field: 'body', beside: 'body' }],
    atMost: 1,
  },
  {
    // No object occurs twice here: every written one is changed anew.
    name: 'every tenth field is stripped or truncated, 200 entities',
    workload: 'wide',
    view: `extend type Item {
      title: String @truncate(max: 8, at: GRAPHEME)
      trend: String @strip
    }`,
    queryOf: (plain) => plain,
    responseOf: (data) =>
      withObjects(data, (object) => ({
        ...object,
        ...(typeof object['title'] === 'string' && { title: cut(object['title'], 8, '…') }),
      })),
    changed: [
      { field: 'title', beside: 'title' },
      { field: 'trend', beside: 'trend' },
    ],
    atMost: undefined,
  },
  {
    name: 'half of the fields are hidden, and not selected',
    workload: 'wide',
    view: `extend type Item { ${hidden.map((field) => `${field}: ${numbers.has(field) ? 'Int' : 'String'} @hide`).join(' ')} }`,
    queryOf: (plain) => plain.replaceAll(new RegExp(` (?:${hidden.join('|')})\\b`, 'g'), ''),
    responseOf: (data) =>
      withObjects(data, (object) =>
        Object.fromEntries(Object.entries(object).filter(([field]) => !hidden.includes(field))),
      ),
    changed: hidden.map((field) => ({ field, beside: field })),
    atMost: 1,
  },
];

type Fields = Readonly<Record<string, unknown>>;

/** Copies each object of JSON data, the inner ones first. */
function withObjects(data: unknown, change: (object: Fields) => unknown): unknown {
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    isObject(value) ? change({ ...value }) : value,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cut(text: string, max: number, ellipsis: string): string {
  return text.length <= max ? text : text.slice(0, max - ellipsis.length).trimEnd() + ellipsis;
}

function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  const isWhole = text.charAt(max - 1) === ' ';
  return `${(isWhole ? kept : kept.slice(0, kept.lastIndexOf(' '))).trimEnd()}…`;
}

/** The share of all fields of a response that an operation's view changes, 0 to 1. */
export function changedShare(data: unknown, changed: ShapedOperation['changed']): number {
  let fields = 0;
  let found = 0;
  withObjects(data, (object) => {
    fields += Object.keys(object).length;
    found += changed.filter(({ field, beside }) => field in object && beside in object).length;
    return object;
  });
  return found / fields;
}
