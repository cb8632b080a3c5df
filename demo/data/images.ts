export interface Image {
  readonly url: string;
  readonly alt: string | null;
  readonly width: number;
  readonly height: number;
}

/** An original as the image service stores it; no server exists at this host. */
export function image(path: string, alt: string | null, width: number, height: number): Image {
  return { url: `https://images.harbour.example/${path}.jpg`, alt, width, height };
}
