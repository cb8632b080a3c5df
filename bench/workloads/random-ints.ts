/** Whole numbers from `min` to `max`, both included; the same seed gives the same sequence on every machine. */
export function randomInts(seed: number): (min: number, max: number) => number {
  let state = seed >>> 0;
  return (min, max) => {
    // The constants of Numerical Recipes; the upper bits are the good ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return min + Math.floor((state / 2 ** 32) * (max - min + 1));
  };
}
