const percentLabel = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;

/**
 * Decides for each request which progressive `@override`s are on. A custom label is on if the settings enable it.
 * `percent(n)` is on for n of 100 requests. One draw decides for all percentages: a request that is among the first 10 % is
 * also among the first 50 %, so that few combinations have to be planned.
 */
export function createOverrideChoice(
  labels: readonly string[],
  settings: Readonly<Record<string, boolean>>,
  random: () => number,
): () => readonly string[] {
  if (labels.length === 0) return () => [];
  return () => labelsOn(labels, settings, random() * 100);
}

/** Returns all possible choices. */
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
