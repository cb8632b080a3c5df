import type { ConstValueNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { CacheHint } from '../core/client-view.ts';
import type { PolicyDeclaration } from '../core/degradation.ts';
import type { Place } from '../core/start-error.ts';

/** A client's schema, compiled: what it publishes, and what of the graph stands behind each part of it. */
export interface View {
  /** What clients see; introspection shows it. */
  readonly schema: GraphQLSchema;
  /** Object types and interfaces, by published name. */
  readonly types: ReadonlyMap<string, ViewType>;
  /** The graph's names of other types that clients know under another one: unions, scalars, enums, input objects. */
  readonly graphNames: ReadonlyMap<string, string>;
  /** The published object type of each object type of the graph, where an abstract type does not tell it. */
  readonly publishedNames: ReadonlyMap<string, string>;
  /** By published name of the interface or union: the type that stands for objects of types that it does not have. */
  readonly fallbacks: ReadonlyMap<string, string>;
  /** By published name: enums and input objects whose values are not those of the graph. */
  readonly inputs: ReadonlyMap<string, ViewInput>;
  /** Declared by `@onError`, by `Type.field` of the graph. */
  readonly degradation: ReadonlyMap<string, PlacedPolicy>;
  /** Names of functions that `@compute` and `@argument` ask for, and where. */
  readonly functions: ReadonlyMap<string, Place>;
}

export interface PlacedPolicy {
  readonly declaration: PolicyDeclaration;
  readonly place: Place;
}

export interface ViewType {
  readonly name: string;
  readonly kind: 'object' | 'interface';
  /** The type of the graph whose objects it is read from. */
  readonly graphType: string;
  /** By published name. */
  readonly fields: ReadonlyMap<string, ViewField>;
}

/** How a published field is got from an object of its type. */
export interface ViewField {
  readonly name: string;
  /**
   * The way from the object to the value. Empty for the object itself (`@wrap`, and values computed from the object), and for
   * a constant (only `@default`).
   * A list on the way adds a list to the value (`@pluck`).
   */
  readonly steps: readonly ViewStep[];
  /** What is needed of the object at the end of the way, and the client does not select: for a value made of it. */
  readonly requires: SelectionSetNode | undefined;
  /** What is done to the value, in this order. */
  readonly value: readonly ValueOperation[];
  readonly cache: CacheHint | undefined;
}

export interface ViewStep {
  /** A field of the graph. */
  readonly name: string;
  /** The type of the graph that has it. */
  readonly type: string;
  readonly arguments: readonly StepArgument[];
}

export interface StepArgument {
  /** Of the graph. */
  readonly name: string;
  /** Of the graph, as SDL has it, e.g. `[ID!]!`. */
  readonly type: string;
  readonly value: ArgumentValue;
}

export type ArgumentValue =
  | { readonly kind: 'constant'; readonly value: ConstValueNode }
  /** The published argument of this name; with `cap` never more, and `default` where it is not given. */
  | { readonly kind: 'argument'; readonly name: string; readonly cap: Cap | undefined }
  /** What a function makes of the published arguments. */
  | { readonly kind: 'computed'; readonly fn: string }
  | {
      readonly kind: 'slot';
      readonly slot: string;
      readonly part: 'width' | 'height' | 'format' | 'quality';
    };

export interface Cap {
  readonly default: number;
  readonly max: number;
}

/** What is done to a value before it is written. Those marked `each` are done to every item of (nested) lists. */
export type ValueOperation =
  /** each: published names by names of the graph; others become `fallback`, or are left to fail. */
  | {
      readonly op: 'enum';
      readonly names: ReadonlyMap<string, string>;
      readonly fallback: string | undefined;
    }
  /** each */
  | {
      readonly op: 'truncate';
      readonly max: number;
      readonly at: 'WORD' | 'GRAPHEME';
      readonly ellipsis: string;
    }
  /** each */
  | { readonly op: 'strip' }
  /** each */
  | { readonly op: 'round'; readonly digits: number; readonly mode: RoundingMode }
  /** each */
  | { readonly op: 'format'; readonly format: Format }
  /** each: an image's URL in the slot's size. */
  | { readonly op: 'image'; readonly slot: string }
  /** Instead of null, or of nothing. */
  | { readonly op: 'default'; readonly value: unknown }
  /** The first `max` of a list. */
  | { readonly op: 'slice'; readonly max: number }
  /** Whether a list has more than `max`. */
  | { readonly op: 'hasMore'; readonly max: number }
  /** A list with one item for each key in an argument of the last step: what is missing is an object of its key alone. */
  | { readonly op: 'keepSlots'; readonly argument: string; readonly key: string }
  /** What a function makes of the required selection and of the published arguments. */
  | { readonly op: 'compute'; readonly fn: string };

export type RoundingMode = 'HALF_EVEN' | 'HALF_UP' | 'DOWN' | 'UP';

export type Format =
  /** Of an object with an amount in minor units (ISO 4217) and a currency. `style`: as `Intl.NumberFormat` has it. */
  | { readonly as: 'CURRENCY'; readonly amount: string; readonly currency: string }
  /** Of an RFC 3339 instant or date. */
  | { readonly as: 'DATE'; readonly style: 'SHORT' | 'MEDIUM' | 'LONG'; readonly time: boolean }
  /** Of a number of seconds. */
  | { readonly as: 'DURATION' }
  | { readonly as: 'NUMBER'; readonly digits: number | undefined; readonly compact: boolean };

/** An enum or an input object on its way from a client to the graph. */
export type ViewInput =
  | { readonly kind: 'enum'; readonly graphType: string; readonly names: ReadonlyMap<string, string> }
  | {
      readonly kind: 'object';
      readonly graphType: string;
      /** By published name. `type`: the published name of its type without lists. */
      readonly fields: ReadonlyMap<string, { readonly name: string; readonly type: string }>;
    };
