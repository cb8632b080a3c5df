import type { DocumentsUsed } from '../core/channels.ts';
import type { DocumentSource } from '../core/status.ts';

type Requested = DocumentSource & { readonly requests: number };

/** One row for each source: a line with thousands of documents is read by nobody. */
export function bySource(documents: DocumentsUsed['documents']): Requested[] {
  const rows = new Map<string, Requested>();
  for (const { source, client, version, requests } of documents) {
    const before = rows.get(source)?.requests ?? 0;
    rows.set(source, { source, client, version, requests: before + requests });
  }
  return [...rows.values()];
}
