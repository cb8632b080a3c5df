/** A class of devices: it changes the size of values, lists and images, never the types. */
export interface Profile {
  readonly name: string;
  /** The factor of every `@cap`; the result is rounded down, and at least 1. */
  readonly caps: number;
  /** 1 to 100; overrides the quality of the slots. */
  readonly imageQuality: number | undefined;
  /** Override the slots of the same names. */
  readonly slots: Readonly<Record<string, ImageSlot>>;
}

/** The position of an image on a screen; sizes in pixels. */
export interface ImageSlot {
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** 1 to 100. */
  readonly quality: number;
}

/** How the URL of an image in a slot is built. */
export interface ImageOptions {
  readonly slots: Readonly<Record<string, ImageSlot>>;
  /** Has the placeholders `{url}`, `{width}`, `{height}`, `{format}` and `{quality}`. */
  readonly template: string;
  /** Adds an HMAC-SHA256 over path and query of the URL as a further parameter. */
  readonly signing: { readonly key: string; readonly parameter: string } | undefined;
}

export interface ViewOptions {
  /** The first applies to requests that match no other; at most six. */
  readonly profiles: readonly [Profile, ...Profile[]];
  readonly images: ImageOptions;
}
