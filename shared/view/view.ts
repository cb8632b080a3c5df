import type { ConstValueNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { CacheHint } from '../core/client-view.ts';
import type { PolicyDeclaration } from '../core/degradation.ts';
import type { SourceLocation } from '../core/start-error.ts';

/** A compiled client schema: what it publishes, and the part of the graph that each element maps to. */
export interface View {
  /** The published schema, which introspection shows. */
  readonly schema: GraphQLSchema;
  /** Object types and interfaces, by published name. */
  readonly types: ReadonlyMap<string, ViewType>;
  /** The graph names of renamed types of other kinds: unions, scalars, enums, input objects. By published name. */
  readonly graphNames: ReadonlyMap<string, string>;
  /** The published object type of each object type of the graph, for objects of abstract types. */
  readonly publishedNames: ReadonlyMap<string, string>;
  /** By published name of the interface or union: the type that represents objects of types that it does not have. */
  readonly fallbacks: ReadonlyMap<string, string>;
  /** By published name: enums and input objects whose values differ from those of the graph. */
  readonly inputs: ReadonlyMap<string, ViewInput>;
  /** The policies that `@onError` declares, by `Type.field` of the graph. */
  readonly degradation: ReadonlyMap<string, LocatedPolicy>;
  /** Names of the functions that `@compute` and `@argument` use, and where. */
  readonly functions: ReadonlyMap<string, SourceLocation>;
}

export interface LocatedPolicy {
  readonly declaration: PolicyDeclaration;
  readonly location: SourceLocation;
}

export interface ViewType {
  readonly name: string;
  readonly kind: 'object' | 'interface';
  /** The type of the graph that its objects are read from. */
  readonly graphType: string;
  /** By published name. */
  readonly fields: ReadonlyMap<string, ViewField>;
}

/** How a published field is read from an object of its type. */
export interface ViewField {
  readonly name: string;
  /**
   * The path from the object to the value. Empty for the object itself (`@wrap`, and values computed from the object), and
   * for a constant (only `@default`).
   * A list on the path adds a list to the value (`@pluck`).
   */
  readonly steps: readonly ViewStep[];
  /** Fields of the object at the end of the path that the value is computed from, and that the client does not select. */
  readonly requires: SelectionSetNode | undefined;
  /** The operations on the value, in this order. */
  readonly value: readonly ValueOperation[];
  readonly cache: CacheHint | undefined;
}

export interface ViewStep {
  /** A field of the graph. */
  readonly name: string;
  /** The type of the graph that defines it. */
  readonly type: string;
  readonly arguments: readonly StepArgument[];
}

export interface StepArgument {
  /** In the graph. */
  readonly name: string;
  /** In the graph, as SDL, e.g. `[ID!]!`. */
  readonly type: string;
  readonly value: ArgumentValue;
}

export type ArgumentValue =
  | { readonly kind: 'constant'; readonly value: ConstValueNode }
  /** The published argument of this name. `cap` limits it, and sets its default when it is absent. */
  | { readonly kind: 'argument'; readonly name: string; readonly cap: Cap | undefined }
  /** The result of a function of the published arguments. */
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

/** An operation on a value before it is written. Those marked `each` apply to every item of (nested) lists. */
export type ValueOperation =
  /** each: published names by names of the graph; others become `fallback`, or fail when the value is written. */
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
  /** each: the URL of an image in the size of the slot. */
  | { readonly op: 'image'; readonly slot: string }
  /** Replaces null and undefined. */
  | { readonly op: 'default'; readonly value: unknown }
  /** The first `max` items of a list. */
  | { readonly op: 'slice'; readonly max: number }
  /** Whether a list has more than `max` items. */
  | { readonly op: 'hasMore'; readonly max: number }
  /** A list with one item for each key in an argument of the last step: a missing item becomes an object with only its key. */
  | { readonly op: 'keepSlots'; readonly argument: string; readonly key: string }
  /** The result of a function of the required selection and the published arguments. */
  | { readonly op: 'compute'; readonly fn: string };

export type RoundingMode = 'HALF_EVEN' | 'HALF_UP' | 'DOWN' | 'UP';

export type Format =
  /** Formats an object with an amount in minor units (ISO 4217) and a currency. */
  | { readonly as: 'CURRENCY'; readonly amount: string; readonly currency: string }
  /** Formats an RFC 3339 instant or date. */
  | { readonly as: 'DATE'; readonly style: 'SHORT' | 'MEDIUM' | 'LONG'; readonly time: boolean }
  /** Formats a number of seconds. */
  | { readonly as: 'DURATION' }
  | { readonly as: 'NUMBER'; readonly digits: number | undefined; readonly compact: boolean };

/** How an enum or an input object is converted from the client to the graph. */
export type ViewInput =
  | { readonly kind: 'enum'; readonly graphType: string; readonly names: ReadonlyMap<string, string> }
  | {
      readonly kind: 'object';
      readonly graphType: string;
      /** By published name. `type`: the published name of its type without lists. */
      readonly fields: ReadonlyMap<string, { readonly name: string; readonly type: string }>;
    };
