import { nestedRequirements } from './nested-requirements.ts';
import type { Shape } from './shape.ts';

export const allShapes: readonly Shape[] = [nestedRequirements];
