/** Bounds on one document, checked before it is validated and planned. The settings `limits.operation` have the same names. */
export interface OperationLimits {
  /** UTF-16 code units. */
  readonly characters: number;
  readonly tokens: number;
  /** Nested brackets in the text, and nested selections after fragments are expanded. */
  readonly nesting: number;
  readonly operations: number;
  readonly fragments: number;
  /** This and the following bounds: with fragments expanded. */
  readonly depth: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly selections: number;
  /** Pairs of fields with the same response name at one position. */
  readonly fieldPairs: number;
  /** `__schema` and `__type`, by response name. */
  readonly introspectionFields: number;
}
