/** `view.shape` of the settings: the declarations of a view file by type of the graph, for teams that cannot edit SDL. */
export type ShapeSettings = Readonly<Record<string, TypeShape>>;

export interface TypeShape {
  /** Names of fields, or of values if the type is an enum. */
  readonly hide?: readonly string[] | undefined;
  readonly rename?: string | undefined;
  /** By the name in the graph, or the name of a new field. */
  readonly fields?: Readonly<Record<string, FieldShape>> | undefined;
}

/** Each key is the directive of the same name. They are applied in the order of this interface. */
export interface FieldShape {
  /** As SDL, e.g. `[String!]`. */
  readonly type?: string | undefined;
  readonly rename?: string | undefined;
  readonly from?: string | undefined;
  readonly pluck?: string | undefined;
  readonly hasMore?: string | undefined;
  readonly compute?: { readonly fn: string; readonly requires?: string | undefined } | undefined;
  readonly cap?:
    | {
        readonly max: number;
        readonly default?: number | undefined;
        readonly arg?: string | undefined;
        readonly mode?: 'argument' | 'slice' | undefined;
      }
    | undefined;
  readonly image?: { readonly slot: string; readonly args?: ImageArgumentNames | undefined } | undefined;
  readonly strip?: boolean | undefined;
  readonly truncate?:
    | {
        readonly max: number;
        readonly at?: 'word' | 'grapheme' | undefined;
        readonly ellipsis?: string | undefined;
      }
    | undefined;
  readonly round?:
    | { readonly digits: number; readonly mode?: 'halfEven' | 'halfUp' | 'down' | 'up' | undefined }
    | undefined;
  readonly format?:
    | {
        readonly as: 'currency' | 'date' | 'duration' | 'number';
        readonly amount?: string | undefined;
        readonly currency?: string | undefined;
        readonly style?: 'short' | 'medium' | 'long' | undefined;
        readonly time?: boolean | undefined;
        readonly digits?: number | undefined;
        readonly compact?: boolean | undefined;
      }
    | undefined;
  readonly default?: unknown;
  readonly onError?:
    | {
        readonly policy: 'null' | 'default' | 'lastGood' | 'omit' | 'fail';
        readonly value?: unknown;
        /** In milliseconds. */
        readonly maxAge?: number | undefined;
        readonly shared?: boolean | undefined;
      }
    | undefined;
}

/** Names of arguments of the graph, by the property of the slot that each receives. */
export interface ImageArgumentNames {
  readonly width?: string | undefined;
  readonly height?: string | undefined;
  readonly format?: string | undefined;
  readonly quality?: string | undefined;
}
