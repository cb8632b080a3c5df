export interface PictureSize {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly format: string | null;
  readonly quality: number;
}

/** Sizes of every image service URL in a JSON tree, under the name of its field. */
export function pictureSizes(value: unknown, name = ''): PictureSize[] {
  if (typeof value === 'string') return value.startsWith('https://images.') ? [sizeOf(name, value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => pictureSizes(one, Array.isArray(value) ? name : key));
}

function sizeOf(name: string, url: string): PictureSize {
  const { searchParams } = new URL(url);
  return {
    name,
    width: Number(searchParams.get('w')),
    height: Number(searchParams.get('h')),
    format: searchParams.get('fm'),
    quality: Number(searchParams.get('q')),
  };
}
