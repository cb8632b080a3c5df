/** A policy as a person declares it, in the settings or by a directive. */
export interface PolicyDeclaration {
  readonly onError: 'null' | 'default' | 'lastGood' | 'omit' | 'fail';
  readonly value?: unknown;
  readonly maxAge?: number | undefined;
  readonly shared?: boolean | undefined;
}

/** What is declared, from the least to the most particular. */
export interface Declarations {
  readonly upstreams: Readonly<Record<string, PolicyDeclaration>>;
  readonly types: Readonly<Record<string, PolicyDeclaration>>;
  /** By `Type.field`, in the file of directives. */
  readonly directives: Readonly<Record<string, PolicyDeclaration>>;
  /** By `Type.field`, in the settings. */
  readonly fields: Readonly<Record<string, PolicyDeclaration>>;
}
