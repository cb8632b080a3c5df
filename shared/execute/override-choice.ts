const percentLabel = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;

/**
 * Decides for each request which progressive `@override`s are on. A label of one's own is on when the settings say so.
 * `percent(n)` is on for n of 100 requests; one draw decides for all of them, so that a request that is among the first
 * 10 % is also among the first 50 %, and few combinations have to be planned.
 */
export function createOverrideChoice(
  labels: readonly string[],
  settings: Readonly<Record<string, boolean>>,
  random: () => number,
): () => readonly string[] {
  if (labels.length === 0) return () => [];
  return () => {
    const draw = random() * 100;
    return labels.filter((label) => {
      const [, percent] = percentLabel.exec(label) ?? [];
      if (percent !== undefined) return draw < Number(percent);
      return Object.hasOwn(settings, label) && settings[label] === true;
    });
  };
}
