import { z } from 'zod';
import {
  durationUnitsMs,
  quantityPattern,
  readQuantity,
  sizeUnitsBytes,
  type Units,
} from '../core/runtime/quantity.ts';

/** The allowed range of a quantity, in the notation of a settings file: `10ms`, `8MB`. */
interface Range {
  readonly min: string;
  readonly max: string;
}

/** A duration such as `800ms`, `3s` or `5m`; read as milliseconds. */
export function duration(range: Range): z.ZodType<number, string> {
  return quantity('a duration such as 800ms, 3s or 5m', durationUnitsMs, range);
}

/** A size such as `256KB` or `8MB` (1 KB is 1024 bytes); read as bytes. */
export function size(range: Range): z.ZodType<number, string> {
  return quantity('a size such as 64KB or 8MB', sizeUnitsBytes, range);
}

function quantity(kind: string, units: Units, range: Range): z.ZodType<number, string> {
  const read = (text: string): number | undefined => readQuantity(text, units);
  const min = read(range.min);
  const max = read(range.max);
  if (min === undefined || max === undefined) throw new TypeError(`not ${kind}: ${range.min}, ${range.max}`);
  const allowed = `allowed is ${kind}, from ${range.min} to ${range.max}`;
  return (
    z
      .string({ error: (issue) => `found ${JSON.stringify(issue.input)}; ${allowed}` })
      .transform((text, context) => {
        const value = read(text);
        if (value !== undefined && value >= min && value <= max) return value;
        context.addIssue({ code: 'custom', message: `found ${JSON.stringify(text)}; ${allowed}` });
        return z.NEVER;
      })
      // Editors show `patternErrorMessage`; plain JSON Schema has no keyword for the range of such a string.
      .meta({ pattern: quantityPattern(units).source, patternErrorMessage: allowed })
  );
}
