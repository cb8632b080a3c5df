import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One installed copy of a package. */
export interface LockedPackage {
  readonly name: string;
  /** Where it is installed, from the project's root. */
  readonly path: string;
  readonly version: string;
  /** Not installed by `npm ci --omit=dev`. */
  readonly dev: boolean;
  /** Names of its dependencies, those of other platforms included. */
  readonly dependencies: readonly string[];
  /** The range of Node versions that it requires; `*` if it requires none. */
  readonly node: string;
}

/** The package.json of a package. */
export interface PackageManifest {
  /** SPDX expression; undefined if it declares none. */
  readonly license: string | undefined;
}

const dependencyTable = z.record(z.string(), z.string()).default({});

const lockfile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string(),
      dev: z.boolean().default(false),
      dependencies: dependencyTable,
      optionalDependencies: dependencyTable,
      engines: z.object({ node: z.string().default('*') }).catch({ node: '*' }),
    }),
  ),
});

const manifest = z.object({
  license: z.string().optional().catch(undefined),
});

/** All copies of all packages that `text`, a package-lock.json, installs. */
export function readLockfile(text: string): readonly LockedPackage[] {
  return Object.entries(lockfile.parse(JSON.parse(text)).packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      path,
      version: entry.version,
      dev: entry.dev,
      dependencies: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
      node: entry.engines.node,
    }));
}

/** Dependencies of a package that no folder above it contains: `npm ci` refuses such a lockfile. */
export function findMissingPackages(packages: readonly LockedPackage[]): string[] {
  const paths = new Set(packages.map(({ path }) => path));
  return packages.flatMap(({ path, dependencies }) =>
    dependencies
      .filter((name) => !foldersAbove(path).some((folder) => paths.has(`${folder}node_modules/${name}`)))
      .map((name) => `${path} → ${name}`),
  );
}

/** `node_modules/a/node_modules/b` yields itself, `node_modules/a/` and the root. */
function foldersAbove(path: string): string[] {
  const end = path.lastIndexOf('node_modules/');
  return end === -1 ? [''] : [`${path}/`, ...foldersAbove(path.slice(0, Math.max(0, end - 1)))];
}

/** Undefined if the package is not installed here, as with those of another platform. */
export function readManifest(root: string, { path }: LockedPackage): PackageManifest | undefined {
  const file = join(root, path, 'package.json');
  if (!existsSync(file)) return undefined;
  return { license: manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).license };
}
