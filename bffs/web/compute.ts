import type { ComputeFunction } from '../../shared/index.ts';

interface Original {
  readonly url: string | null;
  readonly width: number | null;
}

const widths = [320, 640, 1280];

/** Returns a `srcset`: `<url> 320w, <url> 640w, …`, no picture wider than its original. */
function sourcesIn(format: string, { url, width }: Original): string | null {
  if (url === null) return null;
  const fitting = widths.filter((target) => width === null || target <= width);
  const usable = fitting.length > 0 ? fitting : widths.slice(0, 1);
  return usable.map((target) => `${url}?w=${target}&fm=${format}&q=75 ${target}w`).join(', ');
}

export const webpSources: ComputeFunction<Original> = (image) => sourcesIn('webp', image);

export const avifSources: ComputeFunction<Original> = (image) => sourcesIn('avif', image);
