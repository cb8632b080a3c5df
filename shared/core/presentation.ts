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

/** Where nobody looks at the answer, or nothing depends on it. */
export const plainPresentation: Presentation = {
  profile: 0,
  profileName: 'default',
  locale: 'en-US',
  nowMs: 0,
};
