import { bigIntegers } from './big-integers.ts';
import { compositeKeys } from './composite-keys.ts';
import { contexts, overlappingContexts } from './contexts.ts';
import { covariance } from './covariance.ts';
import { interfaceObjects, narrowerInterfaceObjects } from './interface-objects.ts';
import { sharedMembers } from './members.ts';
import { nestedRequirements } from './nested-requirements.ts';
import { overrides } from './overrides.ts';
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
];
