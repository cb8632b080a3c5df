import { bigIntegers } from './big-integers.ts';
import { compositeKeys } from './composite-keys.ts';
import { contexts, overlappingContexts } from './contexts.ts';
import { covariance } from './covariance.ts';
import { entityMembers } from './entity-members.ts';
import { federation1 } from './federation-1.ts';
import { interfaceObjectRequirements } from './interface-object-requirements.ts';
import { interfaceObjects, narrowerInterfaceObjects } from './interface-objects.ts';
import { sharedMembers } from './members.ts';
import { nestedQueries } from './nested-queries.ts';
import { nestedRequirements } from './nested-requirements.ts';
import { overrides } from './overrides.ts';
import { providedPaths } from './provided-paths.ts';
import { randomSupergraphs } from './random-supergraphs.ts';
import { reportedGraphs } from './reported-graphs.ts';
import { requirementChains } from './requirement-chains.ts';
import type { Shape } from './shape.ts';
import { sharedFailures } from './shared-failures.ts';

export const allShapes: readonly Shape[] = [
  nestedRequirements,
  interfaceObjects,
  narrowerInterfaceObjects,
  compositeKeys,
  covariance,
  contexts,
  overlappingContexts,
  sharedFailures,
  bigIntegers,
  sharedMembers,
  overrides,
  requirementChains,
  providedPaths,
  nestedQueries,
  interfaceObjectRequirements,
  entityMembers,
  federation1,
  reportedGraphs,
  randomSupergraphs,
];
