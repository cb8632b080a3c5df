import type { LockedPackage } from './lockfile.ts';
import { admits } from './versions.ts';

interface VersionRule {
  /** Versions that must not be installed. */
  readonly forbidden: string;
  readonly reason: string;
}

/** Versions with faults that would affect this server. A package that is not installed breaks no rule. */
export const versionRules: Readonly<Record<string, VersionRule>> = {
  '@apollo/gateway': {
    forbidden: '<2.13.2',
    reason: 'CVE-2024-43414, CVE-2025-32030 and CVE-2025-32031 (plans that never end), CVE-2026-32621',
  },
  '@apollo/server': {
    forbidden: '<5.5.0',
    reason: 'bodies in strange charsets (fixed in 5.4.0), GHSA-9q82-xgwf-vj6h (fixed in 5.5.0)',
  },
  graphql: {
    forbidden: '<16.15.0',
    reason: 'the oldest release that the limits of this server were measured with',
  },
  undici: {
    forbidden: '<7.29.1 || 8.0.0 - 8.10.1',
    reason:
      'CVE-2026-22036 (chains of encodings), CVE-2026-1525, CVE-2026-2581, CVE-2026-6733, CVE-2026-13697, CVE-2026-84890',
  },
  ioredis: { forbidden: '<6.0.0', reason: 'it depends on redis-parser 3' },
  'redis-parser': { forbidden: '<=3.0.0', reason: 'CVE-2026-97057: a crafted reply ends the process' },
  '@escape.tech/graphql-armor': { forbidden: '<3.2.0', reason: 'the oldest release that was reviewed' },
};

/** Packages with exactly one copy: two copies disagree about instances of their classes. */
export const singlePackages = ['graphql', '@apollo/federation-internals'];

/** Released together and tested together. */
export const federationPackages = [
  '@apollo/composition',
  '@apollo/federation-internals',
  '@apollo/gateway',
  '@apollo/query-graphs',
  '@apollo/query-planner',
  '@apollo/subgraph',
];

const allowedLicenses = [
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
];

/** The oldest Node that package.json promises. */
export const oldestNode = '20.19.0';

export function findForbiddenVersions(packages: readonly LockedPackage[]): string[] {
  return packages.flatMap(({ name, path, version }) => {
    const rule = versionRules[name];
    return rule !== undefined && admits(rule.forbidden, version)
      ? [`${path}@${version}: ${rule.reason}`]
      : [];
  });
}

/** Undefined if the licence is acceptable. */
export function refuseLicense(name: string, license: string | undefined): string | undefined {
  if (license === undefined) return `${name} declares no licence`;
  const allowed = federationPackages.includes(name) ? [...allowedLicenses, 'Elastic-2.0'] : allowedLicenses;
  const accepted = license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => allowed.includes(part.trim())));
  return accepted ? undefined : `${name} has the licence ${license}`;
}

/** Undefined if the package runs on `oldestNode`. */
export function refuseEngines({ path, version, node }: LockedPackage): string | undefined {
  return admits(node, oldestNode) ? undefined : `${path}@${version} requires Node ${node}`;
}
