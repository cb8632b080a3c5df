import { type FieldNode, type GraphQLSchema, Kind, valueFromASTUntyped } from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import type { ReadField } from '../../core/shape-program.ts';
import type { MakeValue } from '../rewrite/bound-variables.ts';
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

export interface ReadContext extends OperationContext {
  readonly graph: GraphQLSchema;
}

export interface Reading {
  readonly field: ViewField;
  /** Canonical keys of the field's steps. */
  readonly keys: readonly string[];
  readonly given: GivenArguments;
  /** Takes what the field requires out of the object at the end of the way. */
  readonly project: Project | undefined;
  /** The graph's argument whose values are the keys of slots. */
  readonly slotValues: FieldNode['arguments'];
  readonly keyOf: KeyOf;
}

/** How a published field is read from data. Undefined where the value under its only key is written as it is. */
export function compileRead(reading: Reading, context: ReadContext): ReadField | undefined {
  const { field, keys, given, project } = reading;
  const input: OperationInput = { args: given.all, slots: slotsOf(reading) };
  const changes = field.value.map((operation) => compileOperation(operation, input, context));
  if (project === undefined && changes.length === 0 && keys.length === 1) return undefined;
  // A constant, or made of nothing but arguments: not of what others have asked of the object.
  const read =
    keys.length === 0 && project === undefined && changes.length > 0 ? readNothing : compilePath(keys);
  if (project === undefined && changes.length === 0) return read;
  const change = inOrder(changes);
  if (project === undefined) return (data, request) => change(read(data), request);
  return (data, request) => change(project(read(data)), request);
}

function readNothing(): null {
  return null;
}

function inOrder(changes: readonly Change[]): Change {
  return (value, request) => {
    let changed = value;
    for (const change of changes) {
      const before = changed;
      changed = change(before, request);
      if (changed === undefined && before !== undefined) return notAllowed;
    }
    return changed;
  };
}

function slotsOf({ field, slotValues, keyOf }: Reading): OperationInput['slots'] {
  const operation = field.value.find(({ op }) => op === 'keepSlots');
  const node = slotValues?.[0]?.value;
  if (operation?.op !== 'keepSlots' || node === undefined) return undefined;
  const key = keyOf({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: operation.key } });
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return { key, keys: (variables) => variables[name] };
  }
  const keys: MakeValue = (variables) => valueFromASTUntyped(node, variables);
  return { key, keys };
}
