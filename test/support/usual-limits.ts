import { operationLimits } from '../../shared/config/schema/operation-limits.ts';

/** The defaults of `limits.operation`. */
export const usualLimits = operationLimits.parse({});
