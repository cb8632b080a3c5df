import { toText } from '../harness/exact-text.ts';

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
  return toText(value, true);
}
