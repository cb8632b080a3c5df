import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { separateSource } from './source-text.ts';

/** One `import … from`, `export … from`, `import '…'` or `import('…')`; types included. */
export interface Import {
  /** The statement up to its specifier. */
  readonly clause: string;
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  /** Path from the project's root, if the specifier names a file of the project. */
  readonly file: string | undefined;
  /** `pino`, `@apollo/server`, `node:fs`, if it does not. */
  readonly package: string | undefined;
}

/** One TypeScript file. */
export interface Module {
  /** From the project's root, with forward slashes, like all paths here. */
  readonly path: string;
  readonly code: string;
  readonly comments: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
}

export interface Project {
  /** Every file, of any kind. */
  readonly paths: readonly string[];
  readonly modules: ReadonlyMap<string, Module>;
  /** The text of `shared/README.md`. */
  readonly stageMap: string;
}

const codeFolders = ['shared', 'bffs', 'demo', 'docs', 'test', 'bench'];

/** Reads the existing code folders under `root`. */
export function readProject(root: string): Project {
  const present = readdirSync(root).filter((name) => codeFolders.includes(name));
  const paths = present.flatMap((folder) => listFiles(root, folder));
  const read = (path: string): string =>
    path.endsWith('.ts') || path.endsWith('.md') ? readFileSync(join(root, path), 'utf8') : '';
  return buildProject(Object.fromEntries(paths.map((path) => [path, read(path)])));
}

/** Excludes what npm installs: a benchmark's peers have packages of their own. */
function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/** `files`: path to text. */
export function buildProject(files: Readonly<Record<string, string>>): Project {
  const sources = Object.entries(files).filter(([path]) => path.endsWith('.ts'));
  return {
    paths: Object.keys(files),
    modules: new Map(sources.map(([path, source]) => [path, buildModule(path, source)])),
    stageMap: files['shared/README.md'] ?? '',
  };
}

function buildModule(path: string, source: string): Module {
  const { code, comments } = separateSource(source);
  return {
    path,
    code,
    comments,
    lineCount: source.trimEnd().split('\n').length,
    imports: findImports(path, source, code),
  };
}

const importStatement = /\b(?:import|export)\b(?:[\s\w$*{},]*?\bfrom\s*|\s*\(\s*|\s*)(["'`])/g;

function findImports(path: string, source: string, code: string): Import[] {
  return Array.from(code.matchAll(importStatement), (match) => {
    const start = match.index + match[0].length;
    const specifier = source.slice(start, code.indexOf(match[1] ?? '', start));
    const line = code.slice(0, start).split('\n').length;
    return { clause: match[0], specifier, line, ...resolve(path, specifier) };
  });
}

function resolve(importer: string, specifier: string): Pick<Import, 'file' | 'package'> {
  if (specifier.startsWith('.')) {
    return { file: posix.join(posix.dirname(importer), specifier), package: undefined };
  }
  if (specifier === 'frontage') return { file: 'shared/index.ts', package: undefined };
  const [first = '', second = ''] = specifier.split('/');
  return { file: undefined, package: first.startsWith('@') ? `${first}/${second}` : first };
}
