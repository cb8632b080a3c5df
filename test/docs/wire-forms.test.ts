import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { encodeCompact } from '../../shared/wire/compact/encode-compact.ts';
import { decode } from '../../shared/wire/decode/decode.ts';
import { encodeDelta } from '../../shared/wire/delta/encode-delta.ts';
import { projectRoot } from '../architecture/project-root.ts';

const page = readFileSync(join(projectRoot, 'docs/reference/wire-forms.md'), 'utf8');
/** The examples that the page marks with `json plain`, `json compact`, `json base` or `json delta`. */
const blocks = Array.from(page.matchAll(/^```json (\w+)\n([^\n]*)\n```$/gm), ([, form = '', text = '']) => ({
  form,
  text,
}));

describe('the page about wire forms', () => {
  it('the page has two examples of each form', () => {
    const count = (name: string): number => blocks.filter(({ form }) => form === name).length;
    assert.deepEqual(['plain', 'compact', 'base', 'delta'].map(count), [4, 2, 2, 2]);
  });

  it('the examples equal the sent bytes, and restore the plain result before them', () => {
    let plain = '';
    let base = '';
    for (const { form, text } of blocks) {
      if (form === 'plain') plain = text;
      else if (form === 'base') base = text;
      else if (form === 'compact') {
        assert.equal(text, encodeCompact(JSON.parse(plain)));
        assert.equal(JSON.stringify(decode(JSON.parse(text))), plain);
      } else {
        assert.equal(text, encodeDelta(JSON.parse(base), JSON.parse(plain)));
        assert.equal(JSON.stringify(decode(JSON.parse(text), JSON.parse(base))), plain);
      }
    }
  });
});
