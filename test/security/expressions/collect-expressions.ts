import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyNode, parse } from 'acorn';
import { projectRoot } from '../../architecture/project-root.ts';

export interface FoundExpression {
  readonly pattern: string;
  readonly flags: string;
  /** The source text: the literal, or the call of `RegExp`. */
  readonly text: string;
  /** `file:line` of the TypeScript source; the first of several. */
  readonly place: string;
  /** Whether its pattern is built at run time; `pattern` is empty then. */
  readonly isComputed: boolean;
}

/** Every regular expression of the compiled sources of these folders, once for each text. */
export function collectExpressions(folders: readonly string[]): FoundExpression[] {
  const found = new Map<string, FoundExpression>();
  for (const folder of folders) {
    const compiled = join(projectRoot, 'dist', folder);
    const files = readdirSync(compiled, { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const code = readFileSync(join(compiled, file), 'utf8');
      const source = `${folder}/${file.replace(/\.js$/, '.ts')}`;
      for (const expression of expressionsIn(code, source))
        if (!found.has(expression.text)) found.set(expression.text, expression);
    }
  }
  return [...found.values()];
}

function expressionsIn(code: string, source: string): FoundExpression[] {
  const lines = readFileSync(join(projectRoot, source), 'utf8').split('\n');
  const found: FoundExpression[] = [];
  const add = (text: string, expression: Pick<FoundExpression, 'pattern' | 'flags' | 'isComputed'>): void => {
    // A call can span several lines.
    const start = expression.isComputed ? (/^new RegExp\(|^RegExp\(/.exec(text)?.[0] ?? text) : text;
    const line = lines.findIndex((candidate) => candidate.includes(start)) + 1;
    found.push({ ...expression, text, place: `${source}:${line || '?'}` });
  };
  for (const node of nodesIn(parse(code, { ecmaVersion: 2024, sourceType: 'module' }))) {
    const text = code.slice(node.start, node.end);
    if (node.type === 'Literal' && node.regex) add(text, { ...node.regex, isComputed: false });
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') continue;
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') continue;
    add(text.replace(/\s+/g, ' '), { pattern: '', flags: '', isComputed: true });
  }
  return found;
}

function* nodesIn(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesIn(child);
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
