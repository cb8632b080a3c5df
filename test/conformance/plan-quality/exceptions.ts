/** Why a plan is larger than that of Apollo's planner. */
type Reason = string;

const together =
  'Apollo’s plan fetches the value of the context together with the field that needs it: the argument is null';
const dropped = 'Apollo’s plan drops the selections on a member that one subgraph does not know';

/** Scenarios whose plan is larger, where Apollo's gateway cannot show that the smaller plan is wrong. */
export const scenarioExceptions: Readonly<Record<string, Reason>> = {
  'a member with an argument from an enclosing object: the argument is resolved in that subgraph': dropped,
};

/** Random operations whose plan is larger: the seeds by the name of the graph. */
export const seedExceptions: Readonly<Record<string, Readonly<Record<number, Reason>>>> = {};
