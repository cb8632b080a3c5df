import type { RequestContext } from '../../core/request-context.ts';
import type { DocumentsStatus } from '../../core/status.ts';
import { clientOf, countUse } from './count-use.ts';
import type { DocumentUsage, Use } from './document-usage.ts';
import { documentsStatus } from './documents-status.ts';
import type { DocumentText, TrustedDocument } from './trusted-document.ts';
import type { UntrustedDocuments } from './untrusted-documents.ts';

export type DocumentMode = 'off' | 'measure' | 'enforce';

export interface DocumentsOptions {
  readonly documents: readonly TrustedDocument[];
  readonly mode: DocumentMode;
  /** These two are not closed here. */
  readonly usage: DocumentUsage;
  readonly untrusted: UntrustedDocuments;
  /** A clock such as `Date.now`. */
  readonly nowMs?: () => number;
}

/** The trusted documents, by the ids that requests send. No data of a request is retained. */
export interface Documents {
  readonly mode: DocumentMode;
  readonly isEmpty: boolean;
  /**
   * Returns the hash of the document with this id: an id of a manifest, the SHA-256 of a text, or `sha256:` and this hash.
   * Undefined when there is none.
   */
  find(id: string): string | undefined;
  /** `hash`: a result of `find`. */
  textOf(hash: string): string | undefined;
  /** Counts a valid operation, however it was requested. `hash`: the SHA-256 of its document's text. */
  count(hash: string, operationName: string | undefined, context: RequestContext): void;
  status(): readonly DocumentsStatus[];
  close(): void;
}

/** For a process without trusted documents. */
export const noDocuments: Documents = {
  mode: 'off',
  isEmpty: true,
  find: () => undefined,
  textOf: () => undefined,
  count() {},
  status: () => [],
  close() {},
};

interface Known {
  readonly text: DocumentText;
  readonly uses: Use[];
}

export function createDocuments(options: DocumentsOptions): Documents {
  const { documents, mode, usage, untrusted, nowMs = Date.now } = options;
  const opened = usage.open(documents);
  const byText = new Map<DocumentText, Known>();
  const byId = new Map<string, Known>();
  const byHash = new Map<string, Known>();
  for (const [index, { text, ids }] of documents.entries()) {
    const known = byText.get(text) ?? { text, uses: [] };
    byText.set(text, known);
    const use = opened.uses[index];
    if (use !== undefined) known.uses.push(use);
    for (const hash of [text.hash, text.printedHash]) {
      // A printed text may be the text of another document, which takes precedence.
      if (hash !== text.hash && byHash.has(hash)) continue;
      byHash.set(hash, known);
      byId.set(hash, known).set(`sha256:${hash}`, known);
    }
    for (const id of ids) byId.set(id, known);
  }

  return {
    mode,
    isEmpty: documents.length === 0,
    find: (id) => byId.get(id)?.text.hash,
    textOf: (hash) => byHash.get(hash)?.text.source,
    count(hash, operationName, context) {
      const known = byHash.get(hash);
      if (known !== undefined)
        countUse(known.uses, operationName, context.headers, Math.floor(nowMs() / 1000));
      else if (mode === 'measure')
        untrusted.count({ requestId: context.requestId, hash, operationName, ...clientOf(context.headers) });
    },
    status: () => documentsStatus(opened.uses),
    close: () => opened.close(),
  };
}
