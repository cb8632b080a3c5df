/** A complete mapping: one anonymous value, or an object of named values. */
export type Mapping = Path | Fields;

/** A selection `{ … }`, or a mapping that consists of named entries. */
export interface Fields {
  readonly kind: 'fields';
  readonly entries: readonly Entry[];
}

/**
 * - named: `key`, `key { … }`, `alias: path`; `output` is the key in the resulting object
 * - group: `alias: { … }`
 * - merged: `a.b { … }`, whose fields become siblings of the other entries
 */
export type Entry =
  | { readonly kind: 'named'; readonly output: string; readonly path: Path; readonly offset: number }
  | { readonly kind: 'group'; readonly output: string; readonly fields: Fields; readonly offset: number }
  | { readonly kind: 'merged'; readonly path: Path; readonly offset: number };

export interface Path {
  readonly kind: 'path';
  readonly start: PathStart;
  readonly steps: readonly Step[];
  readonly selection: Fields | undefined;
  readonly offset: number;
}

/**
 * - key: a key of `$`
 * - variable: `$` or `$name`
 * - at: `@`
 * - expression: `$( … )`, or a literal with steps
 */
export type PathStart =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'at' }
  | { readonly kind: 'expression'; readonly expression: Expression };

export type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'optional' }
  | {
      readonly kind: 'method';
      readonly name: string;
      /** Undefined without parentheses. */
      readonly args: readonly Expression[] | undefined;
      readonly offset: number;
    };

export type Expression =
  | Path
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'object'; readonly properties: readonly (readonly [string, Expression])[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'fallback';
      /** `??` replaces null and a missing value, `?!` only a missing value. */
      readonly operator: '??' | '?!';
      readonly operands: readonly Expression[];
    };
