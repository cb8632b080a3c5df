/** The data of an API version that its clients receive. */
export interface PublishedVersion {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Ms since 1970. */
  readonly deprecatedMs: number | undefined;
  /** Ms since 1970. */
  readonly sunsetMs: number | undefined;
}

/**
 * Returns the response headers that describe a version: its name, the dates of its deprecation (RFC 9745) and sunset
 * (RFC 8594), and its successor (RFC 5829). `later`: the versions that follow it.
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
