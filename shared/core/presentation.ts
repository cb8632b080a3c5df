/** The properties of a request, besides its operation, that decide how values are written. Part of every cache key. */
export interface Presentation {
  /** Index of the device profile; 0 is the default. */
  readonly profile: number;
  /** Its name. */
  readonly profileName: string;
  /** BCP 47, one of those that the settings name. */
  readonly locale: string;
  /** The time of the request in ms since 1970. */
  readonly nowMs: number;
}

/** The presentation of operations that no client requested. */
export function defaultPresentation(): Presentation {
  return { profile: 0, profileName: 'default', locale: 'en-US', nowMs: Date.now() };
}
