import type { FieldNode, SelectionNode } from 'graphql';
import type { ViewField } from '../view.ts';
import type { GivenArguments } from './given-arguments.ts';

/** How a field of a client's operation is got from the graph, where its object is of one type. */
export interface FieldAccess {
  readonly field: ViewField;
  /** The type of the graph that the object is of, or as much of it as is known. */
  readonly graphType: string;
  readonly given: GivenArguments;
  /** The graph's fields on the way to the value, each within the one before; as they stand in the graph's operation. */
  readonly nodes: readonly FieldNode[];
  /** What stands in the graph's operation for the field. */
  readonly selections: readonly SelectionNode[];
}
