import type { ValueOperation } from '../view.ts';
import { compileCurrency } from './format-currency.ts';
import { compileDate } from './format-date.ts';
import { compileDuration } from './format-duration.ts';
import { compileNumber } from './format-number.ts';
import type { ValueFunction } from './value-function.ts';

/**
 * Formats a value as a string in the request's locale. `undefined` if that is impossible: the raw value would look like a
 * formatted one.
 */
export function compileFormat({ format }: Extract<ValueOperation, { readonly op: 'format' }>): ValueFunction {
  switch (format.as) {
    case 'CURRENCY':
      return compileCurrency(format);
    case 'DATE':
      return compileDate(format);
    case 'DURATION':
      return compileDuration();
    case 'NUMBER':
      return compileNumber(format);
  }
}
