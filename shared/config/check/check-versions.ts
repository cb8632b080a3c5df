import { fixedRequestHeaders, fixedResponseHeaders } from '../../core/http/fixed-headers.ts';
import { nearest } from '../../core/runtime/nearest.ts';
import { versionName } from '../schema/version-settings.ts';
import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

type Path = readonly PropertyKey[];

const maxVersions = 20;

/** The URL parameters of GraphQL over HTTP and of trusted documents. */
const reservedParameters = ['query', 'operationName', 'variables', 'extensions', 'documentId'];

/** Headers of requests and responses that have a meaning already, including those for the end of a version. */
const reservedHeaders = new Set([
  ...fixedRequestHeaders,
  ...fixedResponseHeaders,
  'accept-language',
  'authorization',
  'cookie',
  'set-cookie',
  'deprecation',
  'sunset',
  'link',
]);

/**
 * Reports settings of versions that are not allowed, or not together.
 * `isWritten`: whether the setting was written and is not a default.
 */
export function checkVersions({ view }: Settings, isWritten: (path: Path) => boolean): Contradiction[] {
  const { versions, versioning, files } = view;
  const found: Contradiction[] = [];
  const report = (path: Path, message: string): void => void found.push({ path: ['view', ...path], message });

  if (versions === undefined) {
    if (isWritten(['view', 'versioning']))
      report(['versioning'], 'it requires several versions: set view.versions');
    return found;
  }
  if (files.length > 0)
    report(['files'], 'each of view.versions has its own files; allowed is one of the two');
  const names = Object.keys(versions);
  if (names.length === 0 || names.length > maxVersions)
    report(['versions'], `found ${names.length} versions; allowed are 1 to ${maxVersions}`);

  const versionOf = new Map(names.map((name) => [name, name]));
  for (const [name, { aliases, deprecated, sunset }] of Object.entries(versions)) {
    const path = ['versions', name];
    const nameProblem = versionName.safeParse(name).error?.issues[0]?.message;
    if (nameProblem !== undefined) report(path, `found the name "${name}"; ${nameProblem}`);
    for (const [index, alias] of aliases.entries()) {
      const other = versionOf.get(alias);
      if (other !== undefined)
        report([...path, 'aliases', index], `found "${alias}", which is a name of "${other}"`);
      else versionOf.set(alias, name);
    }
    if (deprecated !== undefined && sunset !== undefined && sunset < deprecated)
      report(
        [...path, 'sunset'],
        `found ${day(sunset)}; it must not be before deprecated (${day(deprecated)})`,
      );
  }

  const { default: selected, removed, query, header } = versioning;
  if (selected !== undefined && !versionOf.has(selected))
    report(
      ['versioning', 'default'],
      `view.versions has no "${selected}"${nearest(selected, versionOf.keys())}`,
    );
  for (const [index, name] of removed.entries())
    if (versionOf.has(name))
      report(['versioning', 'removed', index], `found "${name}", which is in view.versions`);
  if (reservedHeaders.has(header))
    report(['versioning', 'header'], `found "${header}"; this header has another meaning`);
  if (reservedParameters.includes(query))
    report(['versioning', 'query'], `found "${query}"; this parameter has another meaning`);
  return found;
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
