import type { Cap } from '../view.ts';
import type { Profile } from '../view-options.ts';

/** Scales a cap by a profile; rounds down to at least 1, except that 0 stays 0. */
export function scaleCap({ default: defaultSize, max }: Cap, { caps }: Profile): Cap {
  const scale = (count: number): number => Math.max(Math.min(1, count), Math.floor(count * caps));
  return { default: scale(defaultSize), max: scale(max) };
}
