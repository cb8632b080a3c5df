/**
 * The specifications that a supergraph may link with `for: SECURITY` or `for: EXECUTION` (link spec, section "Purpose").
 * All of them are implemented, except for `cacheTag`, which invalidates caches that do not exist in this server.
 */
export const implementedFeatures: ReadonlySet<string> = new Set(
  [
    'core/v0.1',
    'core/v0.2',
    'link/v1.0',
    'join/v0.1',
    'join/v0.2',
    'join/v0.3',
    'join/v0.4',
    'join/v0.5',
    'tag/v0.1',
    'tag/v0.2',
    'tag/v0.3',
    'inaccessible/v0.1',
    'inaccessible/v0.2',
    'context/v0.1',
    'cost/v0.1',
    'connect/v0.1',
    'connect/v0.2',
    'connect/v0.3',
    'connect/v0.4',
    'cacheTag/v0.1',
  ].map((feature) => `https://specs.apollo.dev/${feature}`),
);
