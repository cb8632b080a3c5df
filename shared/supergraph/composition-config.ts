import { closest } from 'fastest-levenshtein';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { readInputFile, shownPath } from '../core/input-file.ts';
import { StartError } from '../core/start-error.ts';

/** One subgraph to compose. */
export interface SubgraphEntry {
  readonly name: string;
  /** Empty for a subgraph that is only connectors. */
  readonly url: string;
  /** Relative to the configuration file. */
  readonly file: string;
}

/** The shape of a rover `supergraph.yaml`, as far as it names local files. */
const configSchema = z.strictObject({
  federation_version: z
    .union([z.string().regex(/^=?2(\.\d+){0,2}$/, 'allowed is a Federation 2 version'), z.literal(2)])
    .optional(),
  subgraphs: z.record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'a subgraph name has letters, digits, _ and -'),
    z.strictObject({
      routing_url: z.url({ protocol: /^https?$/, error: 'allowed is an http or https URL' }).optional(),
      schema: z.strictObject({ file: z.string().min(1) }),
    }),
  ),
});

const maxBytes = 1024 * 1024;

const knownKeys = ['federation_version', 'subgraphs', 'routing_url', 'schema', 'file'];

/** Reads a `supergraph.yaml`. Throws `StartError` with the file, line and key of each problem. */
export function readCompositionConfig(path: string): SubgraphEntry[] {
  const file = shownPath(path);
  const lines = new LineCounter();
  const document = parseDocument(readInputFile(path, maxBytes), { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new StartError(
      document.errors.map((error) => ({
        file,
        line: error.linePos?.[0].line,
        message: `not valid YAML: ${error.message.split('\n', 1)[0] ?? ''}`,
      })),
    );
  }
  const result = configSchema.safeParse(document.toJS());
  if (!result.success) {
    throw new StartError(
      result.error.issues.map((issue) => ({
        file,
        key: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].map(String).join('.'),
        message:
          issue.code === 'unrecognized_keys'
            ? `unknown key; did you mean ${closest(issue.keys[0] ?? '', knownKeys)}?`
            : issue.message,
      })),
    );
  }
  return Object.entries(result.data.subgraphs).map(([name, { routing_url, schema }]) => ({
    name,
    url: routing_url ?? '',
    file: schema.file,
  }));
}
