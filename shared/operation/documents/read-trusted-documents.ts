import { type Problem, StartError } from '../../core/start-error.ts';
import { createTextReader } from './document-texts.ts';
import { manifestFiles } from './manifest-files.ts';
import { readManifest } from './read-manifest.ts';
import { readOperations } from './read-operations.ts';
import type { TrustedDocument } from './trusted-document.ts';

export interface DocumentFiles {
  /** A folder of `*.graphql` files. */
  readonly directory?: string | undefined;
  /** Files, and folders of `*.json` files. */
  readonly manifests: readonly string[];
}

/**
 * Reads the operations that a client ships, those of the folder first. A document of several manifests is returned once for
 * each. Throws a `StartError` for files that cannot be read, and for one id of two documents.
 */
export function readTrustedDocuments({ directory, manifests }: DocumentFiles): TrustedDocument[] {
  const readText = createTextReader();
  const documents = directory === undefined ? [] : readOperations(directory, readText);
  const problems: Problem[] = [];
  for (const file of manifestFiles(manifests)) {
    try {
      for (const document of readManifest(file, readText)) documents.push(document);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      problems.push(...error.problems);
    }
  }
  problems.push(...ambiguousIds(documents));
  if (problems.length > 0) throw new StartError(problems);
  return documents;
}

function ambiguousIds(documents: readonly TrustedDocument[]): Problem[] {
  const first = new Map<string, TrustedDocument>();
  const problems: Problem[] = [];
  for (const document of documents)
    for (const id of document.ids) {
      const other = first.get(id) ?? document;
      first.set(id, other);
      if (other.text === document.text) continue;
      const where = other.file === document.file ? 'in the same file' : `in ${other.file}`;
      problems.push({ file: document.file, message: `the id ${id} stands for another document ${where}` });
    }
  return problems;
}
