/** Operations that the planner is known not to plan: they may end with QUERY_PLANNING_FAILED and a path. */
export type PlannerLimit =
  | 'a chain of requirements that only another planner can order'
  | 'two subgraphs with one interface as an @interfaceObject'
  | 'key and requirement in one object'
  | 'a context argument that no fetch resolves';
