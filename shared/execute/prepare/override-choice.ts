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
  return () => labelsOn(labels, settings, random() * 100);
}

/** Every choice that there can be. */
export function overrideChoices(
  labels: readonly string[],
  settings: Readonly<Record<string, boolean>>,
): (readonly string[])[] {
  const draws = labels.flatMap((label) => percentOf(label) ?? []).filter((percent) => percent < 100);
  const choices = [0, ...draws].map((draw) => labelsOn(labels, settings, draw));
  return [...new Map(choices.map((choice) => [choice.join(' '), choice])).values()];
}

function labelsOn(
  labels: readonly string[],
  settings: Readonly<Record<string, boolean>>,
  draw: number,
): readonly string[] {
  return labels.filter((label) => {
    const percent = percentOf(label);
    if (percent !== undefined) return draw < percent;
    return Object.hasOwn(settings, label) && settings[label] === true;
  });
}

function percentOf(label: string): number | undefined {
  const [, percent] = percentLabel.exec(label) ?? [];
  return percent === undefined ? undefined : Number(percent);
}
