import type { Cap } from '../view.ts';
import type { Profile } from '../view-options.ts';

/** Rounded down, at least 1; none stays none. */
export function scaleCap({ default: usual, max }: Cap, { caps }: Profile): Cap {
  const scale = (count: number): number => Math.max(Math.min(1, count), Math.floor(count * caps));
  return { default: scale(usual), max: scale(max) };
}
