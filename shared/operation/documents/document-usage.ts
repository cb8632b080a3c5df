import { type DocumentsUsed, documentsUsed } from '../../core/channels.ts';
import type { DocumentSource } from '../../core/status.ts';
import type { TrustedDocument } from './trusted-document.ts';

/** How an operation of one source was used since the start. Times in seconds since 1970; 0: never. */
export interface Use {
  readonly from: DocumentSource;
  readonly hash: string;
  readonly operationName: string | undefined;
  requests: number;
  lastUsedS: number;
  /** The last one that is not put down to another source as well. */
  lastNeededS: number;
}

/** Counts that outlive a reload: what two versions of a process have in common is counted on. */
export interface DocumentUsage {
  /** What is counted for these documents, in their order. */
  open(documents: readonly TrustedDocument[]): OpenedUsage;
  /** Publishes what was not published yet. */
  close(): void;
}

export interface OpenedUsage {
  readonly uses: readonly Use[];
  /** What nobody else has opened is forgotten. */
  close(): void;
}

interface Counted {
  readonly use: Use;
  holders: number;
  /** Of its requests. */
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
