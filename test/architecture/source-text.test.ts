import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildProject } from './project.ts';
import { separateSource } from './source-text.ts';

/** The text without its blanks. */
function separate(source: string): { code: string; comments: string } {
  const { code, comments } = separateSource(source);
  assert.equal(code.length, source.length);
  assert.equal(comments.length, source.length);
  return { code: code.replace(/\s+/g, ''), comments: comments.replace(/\s+/g, '') };
}

describe('separateSource', () => {
  it('separateSource keeps code, and blanks comments and the contents of literals', () => {
    const { code, comments } = separate(`const a = 'x//y'; // it's "here"\nb(/* 'c' */ "\\"d");`);
    assert.equal(code, `consta='';b("");`);
    assert.equal(comments, `//it's"here"/*'c'*/`);
  });

  it('separateSource finds the code inside a template, however deep', () => {
    const source = 'const a = `x ${ b({ c: `y ${d} z` }) } // w`; e;';
    assert.equal(separate(source).code, 'consta=`${b({c:`${d}`})}`;e;');
  });

  it('separateSource distinguishes a regular expression from a division', () => {
    assert.equal(
      separate(`a = b / c; d = e.match(/'[/']/g); f = (g) / h / i;`).code,
      'a=b/c;d=e.match(//g);f=(g)/h/i;',
    );
    assert.equal(separate(`return /"/.test(a);`).code, 'return//.test(a);');
  });

  it('separateSource terminates for an unterminated literal', () => {
    for (const source of ["'", '`', '`${', '/*', '/', '}']) separate(source);
  });
});

describe('the imports of a module', () => {
  it('all imports are found, with their lines and targets', () => {
    const source = [
      `import { a, type B } from './b.ts';`,
      `import c, * as d from "../c.ts";`,
      `import 'node:test';`,
      `export * as e from '@scope/name/path';`,
      `export type {`,
      `  F,`,
      `} from 'frontage';`,
      `const g = await import('./g.ts');`,
      `// import './comment.ts'`,
      `const text = "import './string.ts'";`,
    ].join('\n');
    const imports = buildProject({ 'demo/x/a.ts': source }).modules.get('demo/x/a.ts')?.imports ?? [];
    assert.deepEqual(
      imports.map((entry) => [entry.line, entry.file ?? entry.package]),
      [
        [1, 'demo/x/b.ts'],
        [2, 'demo/c.ts'],
        [3, 'node:test'],
        [4, '@scope/name'],
        [7, 'shared/index.ts'],
        [8, 'demo/x/g.ts'],
      ],
    );
  });
});
