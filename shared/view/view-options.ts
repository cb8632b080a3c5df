/** A class of devices: values, lists and pictures of its size; never other types. */
export interface Profile {
  readonly name: string;
  /** What every `@cap` is multiplied by; rounded down, at least 1. */
  readonly caps: number;
  /** 1 to 100; instead of the slots' own. */
  readonly imageQuality: number | undefined;
  /** Instead of the slots of these names. */
  readonly slots: Readonly<Record<string, ImageSlot>>;
}

/** Where a picture stands on a screen. Pixels. */
export interface ImageSlot {
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** 1 to 100. */
  readonly quality: number;
}

/** How the URL of a picture in a slot is made. */
export interface ImageOptions {
  readonly slots: Readonly<Record<string, ImageSlot>>;
  /** With `{url}`, `{width}`, `{height}`, `{format}` and `{quality}`. */
  readonly template: string;
  /** HMAC-SHA256 over path and query of the URL, as a further parameter. */
  readonly signing: { readonly key: string; readonly parameter: string } | undefined;
}

export interface ViewOptions {
  /** The first is for requests that no other is for; at most six. */
  readonly profiles: readonly [Profile, ...Profile[]];
  readonly images: ImageOptions;
}
