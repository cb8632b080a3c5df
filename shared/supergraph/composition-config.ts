import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { readInputFile, shownPath } from '../core/runtime/input-file.ts';
import { nearestOrAllowed } from '../core/runtime/nearest.ts';
import { type Problem, type SourceLocation, StartError } from '../core/start-error.ts';
import { composerVersion } from './composer-version.ts';

/** One subgraph to compose. */
export interface SubgraphEntry {
  readonly name: string;
  /** Empty for a subgraph that only consists of connectors. */
  readonly url: string;
  /** The path of the SDL file, relative to the configuration file. */
  readonly file: string;
  /** The location of the file name in the configuration file. */
  readonly location: SourceLocation;
}

/** The schema of a rover `supergraph.yaml` with local files. */
const configSchema = z.strictObject({
  federation_version: z
    .union([z.string(), z.number()])
    .refine(isComposerVersion, {
      error: ({ input }) =>
        `found ${JSON.stringify(input)}; composition uses the installed version; allowed are =${composerVersion()}, 2, or no federation_version`,
    })
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

/** The other schema sources of rover, each with a message that names the alternative. */
const otherSources: Readonly<Record<string, string>> = {
  subgraph_url:
    'composition only reads files and does not query subgraphs; write the SDL to a file (rover subgraph introspect URL > books.graphql, or the field sdl of { _service { sdl } }) and set file to it',
  subgraph:
    'composition only reads files and does not query a registry; write the SDL to a file (rover subgraph fetch) and set file to it',
  graphref:
    'composition only reads files and does not query a registry; write the SDL to a file (rover subgraph fetch) and set file to it',
};

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
        message: `not valid YAML: ${error.message.split('\n', 1)[0] ?? ''}`.replace(/ at line \d+.*$/, ''),
      })),
    );
  }
  const result = configSchema.safeParse(document.toJS(), { reportInput: true });
  if (!result.success) {
    const found = result.error.issues.flatMap((issue) => describe(issue));
    const refused = new Set(
      found.filter(({ isSource }) => isSource).map(({ path: at }) => at.slice(0, -1).join('.')),
    );
    const problems = found
      // If another schema source is reported, the missing file is not.
      .filter(({ path: at, isSource }) => isSource || !refused.has(at.slice(0, -1).join('.')))
      .map(({ path: at, message }) => ({ file, line: lineOf(at), key: at.map(String).join('.'), message }));
    throw new StartError(problems);
  }
  return Object.entries(result.data.subgraphs).map(([name, { routing_url, schema }]) => ({
    name,
    url: routing_url ?? '',
    file: schema.file,
    location: {
      file,
      line: lineOf(['subgraphs', name, 'schema', 'file']),
      key: `subgraphs.${name}.schema.file`,
    },
  }));

  /** Returns the line of the key, or of the nearest enclosing key that exists. */
  function lineOf(keys: readonly PropertyKey[]): number | undefined {
    for (let length = keys.length; length > 0; length -= 1) {
      const around = length === 1 ? document.contents : document.getIn(keys.slice(0, length - 1), true);
      if (!isMap(around)) continue;
      const pair = around.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(keys[length - 1]),
      );
      if (pair !== undefined && isNode(pair.key) && pair.key.range)
        return lines.linePos(pair.key.range[0]).line;
    }
    return undefined;
  }
}

interface Found extends Pick<Problem, 'message'> {
  readonly path: readonly PropertyKey[];
  /** Whether the problem is an unsupported schema source. */
  readonly isSource: boolean;
}

function describe(issue: z.core.$ZodIssue): Found[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const isSource = issue.path.at(-1) === 'schema' && Object.hasOwn(otherSources, key);
      return {
        path: [...issue.path, key],
        isSource,
        message: isSource
          ? `not supported: ${otherSources[key]}`
          : `unknown key${nearestOrAllowed(key, keysAt(issue.path))}`,
      };
    });
  return [{ path: issue.path, isSource: false, message: reason(issue) }];
}

function reason(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.input === undefined) return 'this key is required';
  const found = (JSON.stringify(issue.input) ?? String(issue.input)).slice(0, 80);
  const allowed =
    issue.code === 'invalid_type' && (issue.expected === 'record' || issue.expected === 'object')
      ? `allowed is a map${issue.path.length === 1 ? ' of subgraphs by their names' : ''}`
      : issue.message.replace(/^Invalid input: /, '');
  return `found ${found}; ${allowed}`;
}

/** Returns the allowed keys at this path. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return ['federation_version', 'subgraphs'];
  return path.length === 2 ? ['routing_url', 'schema'] : ['file'];
}

/**
 * Whether a version selects the installed composer: `2` selects the newest version, and any prefix of its version
 * matches.
 */
function isComposerVersion(version: string | number): boolean {
  const text = String(version).replace(/^=/, '');
  return /^\d+(?:\.\d+)*$/.test(text) && `${composerVersion()}.`.startsWith(`${text}.`);
}
