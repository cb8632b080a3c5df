import type { DocumentsUsed } from '../core/channels.ts';
import type { DocumentSource } from '../core/status.ts';

type Requested = DocumentSource & { readonly requests: number };

/** Sums up the requests by source: a log line with thousands of documents would be unreadable. */
export function bySource(documents: DocumentsUsed['documents']): Requested[] {
  const rows = new Map<string, Requested>();
  for (const { source, client, version, requests } of documents) {
    const before = rows.get(source)?.requests ?? 0;
    rows.set(source, { source, client, version, requests: before + requests });
  }
  return [...rows.values()];
}
