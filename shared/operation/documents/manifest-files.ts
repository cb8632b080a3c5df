import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shownPath } from '../../core/runtime/input-file.ts';
import { StartError } from '../../core/start-error.ts';
import type { DocumentSource } from '../../core/status.ts';
import { readFolder } from './read-folder.ts';

export interface ManifestFile extends DocumentSource {
  readonly path: string;
}

/** In all settings together: each is read at start, and again at every change. */
const maxManifests = 100;
const extension = '.json';

/**
 * Lists the manifests of files and folders, with the app and the version of their names: `ios@5.2.0.json` is version 5.2.0 of
 * the app ios, `5.2.0.json` that version of an app without a name. Throws a `StartError`.
 */
export function manifestFiles(paths: readonly string[]): ManifestFile[] {
  const files = [...new Set(paths.flatMap(filesAt))].map(named);
  const [first] = paths;
  if (files.length > maxManifests && first !== undefined) {
    const message = `found ${files.length} manifests; allowed are ${maxManifests}`;
    throw new StartError({ file: shownPath(first), message });
  }
  const known = new Map<string, ManifestFile>();
  for (const file of files) {
    const label = `${file.client ?? ''}@${file.version}`;
    const other = known.get(label);
    if (other !== undefined) {
      const message = `the version ${file.version} has a manifest already: ${other.source}`;
      throw new StartError({ file: file.source, message });
    }
    known.set(label, file);
  }
  return files;
}

function filesAt(path: string): string[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? readFolder(path, extension, maxManifests).map((name) => join(path, name)) : [path];
}

function named(path: string): ManifestFile {
  const stem = basename(path, extension);
  const at = stem.indexOf('@');
  const [client, version] = at < 0 ? [undefined, stem] : [stem.slice(0, at), stem.slice(at + 1)];
  const source = shownPath(path);
  if (client === '' || version === '') {
    const message = 'a manifest is named <client>@<version>.json or <version>.json';
    throw new StartError({ file: source, message });
  }
  return { path, source, client, version };
}
