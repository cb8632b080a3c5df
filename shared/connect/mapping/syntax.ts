/** A whole mapping: one anonymous value, or an object of named ones. */
export type Mapping = Path | Fields;

/** `{ … }`, and a mapping that consists of named entries. */
export interface Fields {
  readonly kind: 'fields';
  readonly entries: readonly Entry[];
}

/**
 * - named: `key`, `key { … }`, `alias: path`; `output` is the name in the object that is made
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
 * - key: looked up in `$`
 * - variable: `$` or `$name`
 * - at: `@`
 * - expression: `$( … )`, or a literal that is followed by steps
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
      /** `??` falls back from null and from nothing, `?!` from nothing only. */
      readonly operator: '??' | '?!';
      readonly operands: readonly Expression[];
    };
