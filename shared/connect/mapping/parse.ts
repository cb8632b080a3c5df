import type { Entry, Expression, Fields, Mapping, Path, PathStart, Step } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import { tokenize } from './tokenize.ts';

/**
 * Parses a mapping by the grammar of connect/v0.3.
 * Throws a `MappingError` at the first token that does not match the grammar.
 */
export function parse(source: string): Mapping {
  const reader = new TokenReader(tokenize(source));
  if (reader.is('end')) reader.fail('the mapping is empty');
  const entries: (Entry | Path)[] = [];
  while (!reader.is('end')) entries.push(readEntry(reader));
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    if (first.kind === 'merged') return first.path;
    if (first.kind === 'path') return first;
  }
  return { kind: 'fields', entries: entries.map((entry) => nameable(reader, entry)) };
}

/** Rejects a path without a name, which is valid only as the single entry of a mapping. */
function nameable(reader: TokenReader, entry: Entry | Path): Entry {
  if (entry.kind !== 'path') return entry;
  return reader.failAt(
    entry.offset,
    'a path next to other entries needs a name (name: path) or a selection { … }',
  );
}

function readEntry(reader: TokenReader): Entry | Path {
  const { start: offset, kind, text } = reader.next;
  if (reader.is('punctuation', '...')) reader.fail('spread (...) is not part of connect/v0.3');
  if (reader.is('punctuation', ',')) {
    reader.fail('entries are separated by spaces or line ends in connect/v0.3, not by commas');
  }
  const isKey = kind === 'identifier' || kind === 'string';
  if (isKey && reader.afterNext.text === ':' && reader.afterNext.kind === 'punctuation') {
    reader.take();
    reader.take();
    if (reader.is('punctuation', '{')) {
      return { kind: 'group', output: text, fields: readFields(reader), offset };
    }
    return { kind: 'named', output: text, path: readPath(reader), offset };
  }
  const path = readPath(reader);
  if (path.start.kind === 'key' && path.steps.length === 0) {
    return { kind: 'named', output: path.start.key, path, offset };
  }
  return path.selection === undefined ? path : { kind: 'merged', path, offset };
}

function readFields(reader: TokenReader): Fields {
  return reader.nested(() => {
    reader.expect('{', 'before a selection');
    const entries: Entry[] = [];
    while (!reader.takeIf('}')) {
      if (reader.is('end')) reader.fail('expected } after a selection, found the end of the mapping');
      entries.push(nameable(reader, readEntry(reader)));
    }
    return { kind: 'fields', entries };
  });
}

function readPath(reader: TokenReader): Path {
  const offset = reader.next.start;
  const start = readStart(reader);
  return readTail(reader, start, offset);
}

function readTail(reader: TokenReader, start: PathStart, offset: number): Path {
  const steps = readSteps(reader);
  const selection = reader.is('punctuation', '{') ? readFields(reader) : undefined;
  return { kind: 'path', start, steps, selection, offset };
}

function readStart(reader: TokenReader): PathStart {
  const { kind, text } = reader.next;
  if (kind === 'identifier' || kind === 'string') return { kind: 'key', key: reader.take().text };
  if (kind === 'variable') return { kind: 'variable', name: reader.take().text };
  if (kind === 'punctuation' && text === '$(') {
    return reader.nested(() => {
      reader.take();
      const expression = readExpression(reader);
      reader.expect(')', 'after an expression');
      return { kind: 'expression', expression };
    });
  }
  if (reader.takeIf('$')) return { kind: 'variable', name: '$' };
  if (reader.takeIf('@')) return { kind: 'at' };
  if (kind === 'number') reader.fail(`connect/v0.3 requires a literal to be wrapped: $(${text})`);
  return reader.fail(`expected a key or a path, found ${reader.found()}`);
}

function readSteps(reader: TokenReader): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (reader.takeIf('.')) {
      if (!reader.is('identifier') && !reader.is('string')) {
        reader.fail(`expected a key after ".", found ${reader.found()}`);
      }
      steps.push({ kind: 'key', key: reader.take().text });
    } else if (reader.takeIf('->')) {
      if (!reader.is('identifier')) reader.fail(`expected a method after "->", found ${reader.found()}`);
      const { text: name, start: offset } = reader.take();
      const args = reader.is('punctuation', '(') ? readList(reader, '(', ')') : undefined;
      steps.push({ kind: 'method', name, args, offset });
    } else if (reader.takeIf('?')) {
      steps.push({ kind: 'optional' });
    } else {
      return steps;
    }
  }
}

function readExpression(reader: TokenReader): Expression {
  const first = readOperand(reader);
  const operator = reader.is('punctuation', '??') ? '??' : reader.is('punctuation', '?!') ? '?!' : undefined;
  if (operator === undefined) return first;
  const operands = [first];
  while (reader.takeIf(operator)) operands.push(readOperand(reader));
  if (reader.is('punctuation', '??') || reader.is('punctuation', '?!')) {
    reader.fail('?? and ?! cannot be mixed in one chain');
  }
  return { kind: 'fallback', operator, operands };
}

function readOperand(reader: TokenReader): Expression {
  const offset = reader.next.start;
  const literal = readLiteral(reader);
  if (literal === undefined) return readPath(reader);
  const path = readTail(reader, { kind: 'expression', expression: literal }, offset);
  return path.steps.length === 0 && path.selection === undefined ? literal : path;
}

const keywords: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readLiteral(reader: TokenReader): Expression | undefined {
  const { kind, text } = reader.next;
  if (kind === 'string') return { kind: 'literal', value: reader.take().text };
  if (kind === 'number') return { kind: 'literal', value: Number(reader.take().text) };
  const keyword = kind === 'identifier' ? keywords.get(text) : undefined;
  if (keyword !== undefined) {
    reader.take();
    return { kind: 'literal', value: keyword };
  }
  if (reader.is('punctuation', '[')) return { kind: 'array', items: readList(reader, '[', ']') };
  if (reader.is('punctuation', '{')) return readObject(reader);
  return undefined;
}

function readList(reader: TokenReader, open: string, close: string): Expression[] {
  return reader.nested(() => {
    reader.expect(open, 'before a list');
    const items: Expression[] = [];
    while (!reader.takeIf(close)) {
      items.push(readExpression(reader));
      if (!reader.is('punctuation', close)) reader.expect(',', `or ${close} after a value`);
    }
    return items;
  });
}

function readObject(reader: TokenReader): Expression {
  return reader.nested(() => {
    reader.expect('{', 'before an object');
    const properties: (readonly [string, Expression])[] = [];
    while (!reader.takeIf('}')) {
      if (!reader.is('identifier') && !reader.is('string')) {
        reader.fail(`expected a key, found ${reader.found()}`);
      }
      const key = reader.take().text;
      reader.expect(':', `after the key ${key}`);
      properties.push([key, readExpression(reader)]);
      if (!reader.is('punctuation', '}')) reader.expect(',', 'or } after a value');
    }
    return { kind: 'object', properties };
  });
}
