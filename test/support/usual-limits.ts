import { operationLimits } from '../../shared/config/schema/operation-limits.ts';

/** What `limits.operation` is where nothing is said about it. */
export const usualLimits = operationLimits.parse({});
