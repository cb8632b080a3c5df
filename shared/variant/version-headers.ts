/** One published contract, as far as its clients are told of it. */
export interface PublishedVersion {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Ms since 1970. */
  readonly deprecatedMs: number | undefined;
  /** Ms since 1970. */
  readonly sunsetMs: number | undefined;
}

/**
 * What the answers of a version tell of it: its name, from when on it is deprecated (RFC 9745) and may be gone (RFC 8594),
 * and which one comes after it (RFC 5829). `later`: those that follow it.
 */
export function versionHeaders(
  { name, deprecatedMs, sunsetMs }: PublishedVersion,
  later: readonly PublishedVersion[],
  header: string,
): Record<string, string> {
  const successor = later.find((version) => version.deprecatedMs === undefined);
  const isLeaving = deprecatedMs !== undefined || sunsetMs !== undefined;
  return {
    [header]: name,
    ...(deprecatedMs !== undefined && { deprecation: `@${Math.floor(deprecatedMs / 1000)}` }),
    ...(sunsetMs !== undefined && { sunset: new Date(sunsetMs).toUTCString() }),
    ...(isLeaving && successor && { link: `</${successor.name}/graphql>; rel="successor-version"` }),
  };
}
