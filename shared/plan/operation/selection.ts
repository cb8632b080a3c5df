import type { FieldNode } from 'graphql';
import type { Guard } from './guards.ts';

/** The selected fields of the objects at one position, each with the object types for which it is selected. */
export interface ObjectSelection {
  /** The type of the position in the graph; possibly abstract. */
  readonly typeName: string;
  readonly fields: readonly SelectedField[];
  /** When the types of the objects decide what is selected of them, because fields are in fragments; undefined for never. */
  readonly typeGuard: Guard | undefined;
}

/** A field that some object types have in a selection. Fields of one key have disjoint types. */
export interface SelectedField {
  /** The key in merged data. */
  readonly key: string;
  readonly name: string;
  /** With the key as alias, arguments and the graph's own directives; without conditions and selections. */
  readonly node: FieldNode;
  readonly types: ReadonlySet<string>;
  readonly guard: Guard;
  /** Whether a fragment on an object type selects it: an interface selects a field for types that may not occur. */
  readonly isNamed: boolean;
  /** Undefined for a leaf. */
  readonly inner: ObjectSelection | undefined;
  /** The number of lists around the value. */
  readonly listDepth: number;
}
