import type { Degradation } from '../core/degradation.ts';
import { createRulesOfFetch } from './apply/field-rules.ts';
import { createLastGoodResults, type LastGoodResultsOptions } from './apply/last-good-results.ts';
import { replaceFailedFields } from './apply/replace-failed-fields.ts';
import { replaceMissingData } from './apply/replace-missing-data.ts';
import type { DegradationRules } from './field-rule.ts';

export interface DegradationOptions extends Omit<LastGoodResultsOptions, 'rulesOf'> {
  readonly rules: DegradationRules;
}

/** Applies the declared policies. The caller closes the store of last good values. */
export function createDegradation(options: DegradationOptions): Degradation {
  const { rules } = options;
  const rulesOf = createRulesOfFetch(rules);
  const results = createLastGoodResults({ ...options, rulesOf });
  return {
    recorderOf: results.recorderOf,
    onMissingData: (call, missing, put) => replaceMissingData(call, missing, put, rulesOf, results),
    onFieldErrors: (call, result, errors) => replaceFailedFields(call, result, errors, rules, results),
  };
}
