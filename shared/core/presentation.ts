/** What of a request decides how the values of its answer are written, beside the operation. Part of every cache key. */
export interface Presentation {
  /** Index of the device profile; 0 is the default. */
  readonly profile: number;
  /** Its name. */
  readonly profileName: string;
  /** BCP 47, one of those that the settings name. */
  readonly locale: string;
  /** When the request came; ms since 1970. */
  readonly nowMs: number;
}

/** Of what no client asked for. */
export function defaultPresentation(): Presentation {
  return { profile: 0, profileName: 'default', locale: 'en-US', nowMs: Date.now() };
}
