type Exceptions = Readonly<Record<string, string>>;

/** Scenarios in which our plan is larger and no result shows why, with the reason. */
export const scenarioExceptions: Exceptions = {};

/** Seeds of random operations with a plan that is larger, by the name of the graph. They apply to the default seeds only. */
export const seedExceptions: Readonly<Record<string, readonly number[]>> = {};
