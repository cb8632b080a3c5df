import { type DocumentsUsed, documentsUsed } from '../../core/channels.ts';
import type { DocumentSource } from '../../core/status.ts';
import type { TrustedDocument } from './trusted-document.ts';

/** The use of an operation of one source since the start. Times in seconds since 1970; 0: never. */
export interface Use {
  readonly from: DocumentSource;
  readonly hash: string;
  readonly operationName: string | undefined;
  requests: number;
  lastUsedS: number;
  /** The last use that is not attributed to another source as well. */
  lastNeededS: number;
}

/** Counts that survive a reload: counts of sources in both generations continue. */
export interface DocumentUsage {
  /** Returns the counts of these documents, in their order. */
  open(documents: readonly TrustedDocument[]): OpenedUsage;
  /** Publishes the counts that were not published yet. */
  close(): void;
}

export interface OpenedUsage {
  readonly uses: readonly Use[];
  /** Removes the counts that no other generation has opened. */
  close(): void;
}

interface Counted {
  readonly use: Use;
  holders: number;
  /** The number of its requests. */
  published: number;
}

const publishEveryMs = 60_000;

export function createDocumentUsage(): DocumentUsage {
  const counted = new Map<string, Counted>();
  const timer = setInterval(publish, publishEveryMs);
  timer.unref();

  function publish(): void {
    const documents: DocumentsUsed['documents'][number][] = [];
    for (const entry of counted.values()) {
      const { from, hash, operationName, requests } = entry.use;
      if (requests === entry.published) continue;
      documents.push({ ...from, hash, operationName, requests: requests - entry.published });
      entry.published = requests;
    }
    if (documents.length > 0) documentsUsed.publish({ documents });
  }

  function hold({ from, text, operationName }: TrustedDocument): [string, Use] {
    const key = JSON.stringify([from, text.hash, operationName]);
    const known = counted.get(key);
    if (known !== undefined) {
      known.holders += 1;
      return [key, known.use];
    }
    const use = { from, hash: text.hash, operationName, requests: 0, lastUsedS: 0, lastNeededS: 0 };
    counted.set(key, { use, holders: 1, published: 0 });
    return [key, use];
  }

  return {
    open(documents) {
      const held = documents.map(hold);
      return {
        uses: held.map(([, use]) => use),
        close() {
          publish();
          for (const [key] of held.splice(0)) {
            const entry = counted.get(key);
            if (entry === undefined) continue;
            entry.holders -= 1;
            if (entry.holders === 0) counted.delete(key);
          }
        },
      };
    },
    close() {
      clearInterval(timer);
      publish();
    },
  };
}
