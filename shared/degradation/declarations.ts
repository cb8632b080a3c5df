import type { PolicyDeclaration } from '../core/degradation.ts';

/** The declarations, from the least to the most specific. */
export interface Declarations {
  readonly upstreams: Readonly<Record<string, PolicyDeclaration>>;
  readonly types: Readonly<Record<string, PolicyDeclaration>>;
  /** By `Type.field`, in the file of directives. */
  readonly directives: Readonly<Record<string, PolicyDeclaration>>;
  /** By `Type.field`, in the settings. */
  readonly fields: Readonly<Record<string, PolicyDeclaration>>;
}
