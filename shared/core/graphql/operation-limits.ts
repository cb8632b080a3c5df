/** Bounds on one document, checked before it is validated and planned. The settings `limits.operation` have them by these names. */
export interface OperationLimits {
  /** UTF-16 code units. */
  readonly characters: number;
  readonly tokens: number;
  /** Brackets inside each other in the text, and selections inside each other once fragments are expanded. */
  readonly nesting: number;
  readonly operations: number;
  readonly fragments: number;
  /** The rest: with fragments expanded. */
  readonly depth: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly selections: number;
  /** Pairs of fields with one response name at one place. */
  readonly fieldPairs: number;
  /** `__schema` and `__type`, by response name. */
  readonly introspectionFields: number;
}
