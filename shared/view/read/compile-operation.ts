import { ComputeFailure } from '../compute/compute-failure.ts';
import type { ComputeFunctions } from '../compute/load-compute.ts';
import type { ReportFailure } from '../compute/report-failures.ts';
import type { MakeValue } from '../rewrite/bound-variables.ts';
import { scaleCap } from '../rewrite/scale-cap.ts';
import { compileEnum } from '../value/enum.ts';
import { compileFormat } from '../value/format.ts';
import { compileImage } from '../value/image.ts';
import { compileRound } from '../value/round.ts';
import { compileStrip } from '../value/strip.ts';
import { compileTruncate } from '../value/truncate.ts';
import type { ValueFunction } from '../value/value-function.ts';
import type { ValueOperation } from '../view.ts';
import type { ViewOptions } from '../view-options.ts';
import type { Change } from './change.ts';
import { keepSlots, type Slots } from './keep-slots.ts';

export interface OperationContext extends ViewOptions {
  readonly functions: ComputeFunctions;
  readonly reportFailure: ReportFailure;
}

/** The inputs that all operations of one field share. */
export interface OperationInput {
  /** The field's own arguments. */
  readonly args: MakeValue;
  readonly slots: Slots | undefined;
}

export function compileOperation(
  operation: ValueOperation,
  input: OperationInput,
  context: OperationContext,
): Change {
  switch (operation.op) {
    case 'enum':
      return each(compileEnum(operation));
    case 'truncate':
      return each(compileTruncate(operation));
    case 'strip':
      return each(compileStrip());
    case 'round':
      return each(compileRound(operation));
    case 'format':
      return each(compileFormat(operation));
    case 'image':
      return each(compileImage(operation, context));
    case 'default': {
      const { value: defaultValue } = operation;
      return (value) => value ?? defaultValue;
    }
    case 'slice': {
      const limits = limitsOf(operation.max, context);
      return (value, { presentation }) => {
        const limit = limits[presentation.profile] ?? operation.max;
        return Array.isArray(value) && value.length > limit ? value.slice(0, limit) : value;
      };
    }
    case 'hasMore': {
      const limits = limitsOf(operation.max, context);
      return (value, { presentation }) => {
        if (!Array.isArray(value)) return value === null || value === undefined ? false : value;
        return value.length > (limits[presentation.profile] ?? operation.max);
      };
    }
    case 'keepSlots':
      return input.slots === undefined ? (value) => value : keepSlots(input.slots);
    case 'compute': {
      const call = context.functions.find(operation.fn);
      if (call === undefined) throw new TypeError(`unknown function ${operation.fn}`);
      const { args } = input;
      return (value, { variables, presentation }) => {
        const result = call(value, args(variables, presentation), presentation);
        if (!(result instanceof ComputeFailure)) return result ?? null;
        context.reportFailure(result);
        return undefined;
      };
    }
  }
}

/** The scaled limit of each profile, by its index. */
export function limitsOf(max: number, { profiles }: ViewOptions): number[] {
  return profiles.map((profile) => scaleCap({ default: max, max }, profile).max);
}

/** Applies a function to every item of (nested) lists. */
function each(change: ValueFunction): Change {
  const changeValue: Change = (value, request) => {
    if (Array.isArray(value)) return value.map((item) => changeItem(item, request));
    return change(value, request.presentation);
  };
  const changeItem: Change = (item, request) => {
    const changed = changeValue(item, request);
    // Only the value of the whole field may be undefined.
    return changed === undefined && item !== undefined ? notAllowed : changed;
  };
  return changeValue;
}

/** Not a value of any type of a schema: the writer reports it at its position. */
export const notAllowed = Symbol('not allowed');
