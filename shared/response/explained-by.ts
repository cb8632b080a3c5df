import type { ResponsePath } from '../core/response-writer.ts';

/** A step of the paths of known errors. `ends`: whether a path ends here. */
interface Step {
  ends: boolean;
  readonly next: Map<string | number, Step>;
}

/** Returns a test for whether a known error explains a null at a path: an error above it, at it or below it. */
export function explainedBy(
  errors: readonly { readonly path?: ResponsePath | undefined }[],
): (path: ResponsePath) => boolean {
  const root: Step = { ends: false, next: new Map() };
  for (const { path } of errors) {
    if (path === undefined) continue;
    let step = root;
    for (const name of path) {
      const known = step.next.get(name) ?? { ends: false, next: new Map() };
      step.next.set(name, known);
      step = known;
    }
    step.ends = true;
  }
  return (path) => {
    let step = root;
    for (const name of path) {
      if (step.ends) return true;
      const next = step.next.get(name);
      if (next === undefined) return false;
      step = next;
    }
    return step.ends || step.next.size > 0;
  };
}
