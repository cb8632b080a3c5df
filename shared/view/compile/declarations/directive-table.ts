/** The positions of directives in a view file. */
export type Position =
  | 'object'
  | 'interface'
  | 'input'
  | 'enum'
  | 'union'
  | 'scalar'
  | 'field'
  | 'argument'
  | 'inputField'
  | 'value';

export type ArgumentForm = { readonly isRequired?: true } & (
  | { readonly is: 'text' | 'clients' | 'flag' | 'anything' | 'nameOrText' }
  | { readonly is: 'int'; readonly min: number; readonly max: number }
  | { readonly is: 'oneOf'; readonly names: readonly string[] }
  | { readonly is: 'textsBy'; readonly keys: readonly string[] }
);

export interface DirectiveForm {
  readonly on: readonly Position[];
  readonly arguments: Readonly<Record<string, ArgumentForm>>;
  readonly isRepeatable?: true;
  /** Whether at least one argument is required: without any, the directive has no effect. */
  readonly needsOne?: true;
}

const required = { isRequired: true } as const;
const text = { is: 'text' } as const;
const types = ['object', 'interface', 'input', 'enum', 'union', 'scalar'] as const;
const anything: readonly Position[] = [...types, 'field', 'argument', 'inputField', 'value'];

/** The largest `@cap` of a list. */
const maxItems = 10_000;
export const imageParts = ['width', 'height', 'format', 'quality'] as const;

/** The directives of view files. The meaning of an argument is documented where it is read. */
export const directiveTable: Readonly<Record<string, DirectiveForm>> = {
  hide: { on: anything, arguments: {} },
  only: { on: anything, arguments: { for: { is: 'clients', ...required } } },
  rename: { on: anything, arguments: { to: { ...text, ...required } } },
  from: { on: ['field'], arguments: { path: { ...text, ...required } } },
  pluck: { on: ['field'], arguments: { path: { ...text, ...required } } },
  wrap: { on: ['field'], arguments: {} },
  cap: {
    on: ['field'],
    arguments: {
      max: { is: 'int', min: 1, max: maxItems, ...required },
      default: { is: 'int', min: 0, max: maxItems },
      arg: text,
      mode: { is: 'oneOf', names: ['ARGUMENT', 'SLICE'] },
    },
  },
  hasMore: { on: ['field'], arguments: { of: { ...text, ...required } } },
  image: {
    on: ['field'],
    arguments: { slot: { is: 'nameOrText', ...required }, args: { is: 'textsBy', keys: imageParts } },
  },
  compute: { on: ['field'], arguments: { fn: { ...text, ...required }, requires: text } },
  argument: {
    on: ['field'],
    arguments: { name: { ...text, ...required }, fn: { ...text, ...required } },
    isRepeatable: true,
  },
  keepSlots: {
    on: ['field'],
    arguments: { argument: { ...text, ...required }, key: { ...text, ...required } },
  },
  fallback: { on: ['value', 'union', 'interface'], arguments: { type: text } },
  truncate: {
    on: ['field'],
    arguments: {
      max: { is: 'int', min: 1, max: 100_000, ...required },
      at: { is: 'oneOf', names: ['WORD', 'GRAPHEME'] },
      ellipsis: text,
    },
  },
  strip: { on: ['field'], arguments: {} },
  round: {
    on: ['field'],
    arguments: {
      digits: { is: 'int', min: 0, max: 20, ...required },
      mode: { is: 'oneOf', names: ['HALF_EVEN', 'HALF_UP', 'DOWN', 'UP'] },
    },
  },
  format: {
    on: ['field'],
    arguments: {
      as: { is: 'oneOf', names: ['CURRENCY', 'DATE', 'DURATION', 'NUMBER'], ...required },
      amount: text,
      currency: text,
      style: { is: 'oneOf', names: ['SHORT', 'MEDIUM', 'LONG'] },
      time: { is: 'flag' },
      digits: { is: 'int', min: 0, max: 20 },
      compact: { is: 'flag' },
    },
  },
  default: { on: ['field'], arguments: { value: { is: 'anything', ...required } } },
  // Its arguments are checked where the policy is read.
  onError: {
    on: ['field'],
    arguments: {
      policy: { is: 'anything' },
      value: { is: 'anything' },
      maxAge: { is: 'anything' },
      shared: { is: 'anything' },
    },
  },
  cacheControl: {
    on: ['object', 'interface', 'union', 'field'],
    arguments: {
      maxAge: { is: 'int', min: 0, max: 31_536_000 },
      scope: { is: 'oneOf', names: ['PUBLIC', 'PRIVATE'] },
    },
    needsOne: true,
  },
  deprecated: { on: ['field', 'argument', 'inputField', 'value'], arguments: { reason: text } },
};
