import { GraphQLError, Kind } from 'graphql';
import { readInputFile } from '../../core/runtime/input-file.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import type { ReadText } from './document-texts.ts';
import { type ManifestEntry, manifestEntries } from './manifest-entries.ts';
import type { ManifestFile } from './manifest-files.ts';
import { type DocumentText, maxDocumentBytes, type TrustedDocument } from './trusted-document.ts';

const maxBytes = 16 * 1024 * 1024;
const maxOperations = 10_000;

/** Printable ASCII: an id is part of URLs and logs. */
const allowedId = /^[\x21-\x7e]{1,256}$/;
const claimedHash = /^(?:sha256:)?([0-9a-f]{64})$/i;

/** Reads the documents of a manifest. Throws a `StartError` with all their problems, except those with a schema. */
export function readManifest({ path, ...from }: ManifestFile, readText: ReadText): TrustedDocument[] {
  const { source: file } = from;
  const entries = manifestEntries(parseJson(readInputFile(path, maxBytes), file));
  if (typeof entries === 'string') throw new StartError({ file, message: entries });
  if (entries.length > maxOperations) {
    const message = `found ${entries.length} operations; allowed are ${maxOperations}`;
    throw new StartError({ file, message });
  }
  const problems: Problem[] = [];
  const documents: TrustedDocument[] = [];
  for (const entry of entries) {
    const read = readEntry(entry, file, readText);
    if (typeof read === 'string') {
      problems.push({ file, message: `${entry.name ?? JSON.stringify(entry.id.slice(0, 80))}: ${read}` });
      continue;
    }
    const { text, operationName } = read;
    const { source, document } = text;
    documents.push({ file, from, source, document, operationName, text, ids: [entry.id] });
  }
  if (problems.length > 0) throw new StartError(problems);
  return documents;
}

/** Returns a message about the problem. */
function readEntry(
  { id, name, body }: ManifestEntry,
  file: string,
  readText: ReadText,
): { readonly text: DocumentText; readonly operationName: string | undefined } | string {
  if (!allowedId.test(id))
    return `found the id ${JSON.stringify(id.slice(0, 80))}; allowed are 1 to 256 printable characters of ASCII`;
  if (Buffer.byteLength(body) > maxDocumentBytes)
    return `the document is larger than the ${maxDocumentBytes} bytes allowed`;
  let text: DocumentText;
  try {
    text = readText(body, file);
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    const { line, column } = cause.locations?.[0] ?? {};
    return `${cause.message} (line ${line}, column ${column} of the document)`;
  }
  const [, claimed] = claimedHash.exec(id) ?? [];
  if (claimed !== undefined && claimed.toLowerCase() !== text.hash)
    return `the id ${id} is not the SHA-256 of the document, which is ${text.hash}`;
  const operations = text.document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [],
  );
  if (operations.length !== 1) return `the document has ${operations.length} operations; allowed is one`;
  const [operationName] = operations;
  if (name !== undefined && name !== (operationName ?? ''))
    return `the operation of the document is called ${operationName ?? 'nothing'}`;
  return { text, operationName };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError({ file, message: `not valid JSON: ${reason}` });
  }
}
