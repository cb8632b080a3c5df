import type { PlanFields } from '../../shared/core/compiled-plan.ts';

/** The fields of a plan without fetches. */
export const noFields: PlanFields = {
  nameOf: (key) => key,
  keysOf: (name) => [name],
  typeOf: () => undefined,
  isSubtype: (type, condition) => type === condition,
  objectTypesOf: (type) => [type],
  scalarKeysOf: () => [],
};
