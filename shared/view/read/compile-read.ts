import type { GraphQLSchema } from 'graphql';
import type { ReadField } from '../../core/response-writer.ts';
import type { GivenArguments } from '../rewrite/given-arguments.ts';
import type { ViewField } from '../view.ts';
import type { Change } from './change.ts';
import {
  compileOperation,
  notAllowed,
  type OperationContext,
  type OperationInput,
} from './compile-operation.ts';
import { compilePath } from './compile-path.ts';
import type { Project } from './compile-projection.ts';
import type { Slots } from './keep-slots.ts';

export interface ReadContext extends OperationContext {
  readonly graph: GraphQLSchema;
}

export interface Reading {
  readonly field: ViewField;
  /** Canonical keys of the field's steps. */
  readonly keys: readonly string[];
  readonly given: GivenArguments;
  /** Projects the object at the end of the path to the fields that this field requires. */
  readonly project: Project | undefined;
  readonly slots: Slots | undefined;
  /** The type of the object, if it is the value and data does not contain it. */
  readonly typename: string | undefined;
}

/** Compiles how a published field is read from data. Undefined if the value under its only key is written unmodified. */
export function compileRead(reading: Reading, context: ReadContext): ReadField | undefined {
  const { field, keys, given, project, slots, typename } = reading;
  const input: OperationInput = { args: given.all, slots };
  const changes = field.value.map((operation) => compileOperation(operation, input, context));
  const change = inOrder(changes);
  if (typename !== undefined) return (_data, request) => change(typename, request);
  if (project === undefined && changes.length === 0 && keys.length === 1) return undefined;
  // A constant, or computed from arguments alone: it does not depend on fields that other selections fetched.
  const isIndependent = keys.length === 0 && project === undefined && changes.length > 0;
  const read = isIndependent ? () => null : compilePath(keys);
  if (project === undefined && changes.length === 0) return read;
  if (project === undefined) return (data, request) => change(read(data), request);
  return (data, request) => change(project(read(data)), request);
}

function inOrder(changes: readonly Change[]): Change {
  const [only, second] = changes;
  if (only !== undefined && second === undefined) {
    return (value, request) => {
      const changed = only(value, request);
      return changed === undefined && value !== undefined ? notAllowed : changed;
    };
  }
  return (value, request) => {
    let changed = value;
    for (const change of changes) {
      const previous = changed;
      changed = change(previous, request);
      if (changed === undefined && previous !== undefined) return notAllowed;
    }
    return changed;
  };
}
