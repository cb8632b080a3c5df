import type { FieldNode, SelectionNode } from 'graphql';
import type { ViewField } from '../view.ts';
import type { GivenArguments } from './given-arguments.ts';

/** How a field of a client's operation is read from the graph, for objects of one type. */
export interface FieldAccess {
  readonly field: ViewField;
  /** The type of the object in the graph, or the most specific known abstract type. */
  readonly graphType: string;
  readonly given: GivenArguments;
  /** The fields on the path to the value in the graph's operation, each nested in the previous one. */
  readonly nodes: readonly FieldNode[];
  /** The selections that replace the field in the graph's operation. */
  readonly selections: readonly SelectionNode[];
}
