import { fixedRequestHeaders, fixedResponseHeaders } from '../../core/http/fixed-headers.ts';
import { nearest } from '../../core/runtime/nearest.ts';
import { versionName } from '../schema/version-settings.ts';
import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

type Path = readonly PropertyKey[];

const maxVersions = 20;

/** Parameters that mean something to GraphQL over HTTP and to trusted documents. */
const ownParameters = ['query', 'operationName', 'variables', 'extensions', 'documentId'];

/** Headers of requests and answers that mean something, those that tell of a version's end among them. */
const ownHeaders = new Set([
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

/** What is said of versions and cannot be, or not together. `isWritten`: it is no default. */
export function checkVersions({ view }: Settings, isWritten: (path: Path) => boolean): Contradiction[] {
  const { versions, versioning, files } = view;
  const found: Contradiction[] = [];
  const report = (path: Path, message: string): void => void found.push({ path: ['view', ...path], message });

  if (versions === undefined) {
    if (isWritten(['view', 'versioning']))
      report(['versioning'], 'this is for several versions: it needs view.versions');
    return found;
  }
  if (files.length > 0)
    report(['files'], 'each of view.versions has its own files; allowed is one of the two');
  const names = Object.keys(versions);
  if (names.length === 0 || names.length > maxVersions)
    report(['versions'], `found ${names.length} versions; allowed are 1 to ${maxVersions}`);

  const meaning = new Map(names.map((name) => [name, name]));
  for (const [name, { aliases, deprecated, sunset }] of Object.entries(versions)) {
    const path = ['versions', name];
    const misnomer = versionName.safeParse(name).error?.issues[0]?.message;
    if (misnomer !== undefined) report(path, `found the name "${name}"; ${misnomer}`);
    for (const [index, alias] of aliases.entries()) {
      const other = meaning.get(alias);
      if (other !== undefined)
        report([...path, 'aliases', index], `found "${alias}", which is a name of "${other}"`);
      else meaning.set(alias, name);
    }
    if (deprecated !== undefined && sunset !== undefined && sunset < deprecated)
      report(
        [...path, 'sunset'],
        `found ${day(sunset)}; it must not be before deprecated (${day(deprecated)})`,
      );
  }

  const { default: chosen, removed, query, header } = versioning;
  if (chosen !== undefined && !meaning.has(chosen))
    report(['versioning', 'default'], `view.versions has no "${chosen}"${nearest(chosen, meaning.keys())}`);
  for (const [index, name] of removed.entries())
    if (meaning.has(name))
      report(['versioning', 'removed', index], `found "${name}", which view.versions has`);
  if (ownHeaders.has(header))
    report(['versioning', 'header'], `found "${header}"; this header means something else`);
  if (ownParameters.includes(query))
    report(['versioning', 'query'], `found "${query}"; this parameter means something else`);
  return found;
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
