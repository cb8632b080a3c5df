/** Why a plan is larger than that of Apollo's planner. */
type Reason = string;

const together =
  'Apollo’s plan fetches the value of the context in parallel with the field that needs it: the argument is missing';
const untyped = 'the type of objects is fetched although no selection can match it';
const apart =
  'a field whose arguments come from several fields of a context is fetched apart from fields without';
const another =
  'an object below an entity is fetched from two subgraphs, although a third has all of its fields';

const context = 'a context value that another subgraph resolves, by a second key and a requirement';

/** Scenarios with a larger plan. Apollo's gateway refuses graphs with contexts, so that it cannot show what is wrong. */
export const scenarioExceptions: Readonly<Record<string, Reason>> = {
  [`${context}: the context is of the requested object`]: together,
  [`${context}: the context is of an enclosing object`]: together,
  [`${context}: the context value has a requirement itself`]: together,
  [`${context}: the client selects the context value under a condition that is false`]: together,
  'requirements of an @interfaceObject, selected for some types: fragments that no object matches': untyped,
};

/** Random operations with a larger plan: the seeds, by the name of the graph. */
export const seedExceptions: Readonly<Record<string, Readonly<Record<number, Reason>>>> = {
  'context arguments from parts of one object, 0': { 8: apart, 26: apart, 27: apart, 30: apart },
  'failing subgraphs with shared fields, 0': { 3: another },
};
