import { isDataObject } from '../../core/json/data-object.ts';

/** One document of a manifest. */
export interface ManifestEntry {
  readonly id: string;
  /** From the manifest; Relay's has none. */
  readonly name: string | undefined;
  readonly body: string;
}

export const apolloFormat = 'apollo-persisted-query-manifest';

/**
 * Reads the entries of a manifest: Apollo's is an object with `format`, `version` and a list of `operations`, Relay's an object
 * of texts by id. Returns a message when it is neither.
 */
export function manifestEntries(content: unknown): readonly ManifestEntry[] | string {
  if (!isDataObject(content)) return `not a manifest: ${formats}`;
  return Object.hasOwn(content, 'format') ? apolloEntries(content) : relayEntries(content);
}

const formats = `allowed are Apollo's {"format": "${apolloFormat}", "version": 1, "operations": […]} and Relay's {"<id>": "<document>"}`;

type Tree = Readonly<Record<string, unknown>>;

function apolloEntries({ format, version, operations }: Tree): readonly ManifestEntry[] | string {
  if (format !== apolloFormat) return `format: found ${shown(format)}; allowed is "${apolloFormat}"`;
  if (version !== 1) return `version: found ${shown(version)}; allowed is 1`;
  if (!Array.isArray(operations)) return `operations: found ${shown(operations)}; allowed is a list`;
  const entries: ManifestEntry[] = [];
  for (const [index, operation] of operations.entries()) {
    if (!isDataObject(operation))
      return `operations.${index}: found ${shown(operation)}; allowed is an object`;
    const { id, name, body } = operation;
    for (const [key, value] of Object.entries({ id, name, body }))
      if (typeof value !== 'string')
        return `operations.${index}.${key}: found ${shown(value)}; allowed is a text`;
    entries.push({ id: String(id), name: String(name), body: String(body) });
  }
  return entries;
}

function relayEntries(content: Tree): readonly ManifestEntry[] | string {
  const entries: ManifestEntry[] = [];
  for (const [id, body] of Object.entries(content)) {
    if (typeof body !== 'string') return `${shown(id)}: found ${shown(body)}; ${formats}`;
    entries.push({ id, name: undefined, body });
  }
  return entries;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
