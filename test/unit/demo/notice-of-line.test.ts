import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noticeOfLine } from '../../../demo/launcher/notice-of-line.ts';

const notice = (entry: Readonly<Record<string, unknown>>): string[] => noticeOfLine(JSON.stringify(entry));

describe('what npm start shows of a log', () => {
  it('is what a reload refused, a line for each problem', () => {
    assert.deepEqual(
      notice({ level: 'error', reason: 'view.graphql:3:5: unknown type Bok', msg: 'reload refused' }),
      ['reload refused: view.graphql:3:5: unknown type Bok'],
    );
    assert.deepEqual(notice({ reason: 'a.yaml:1: one\nb.yaml:2: two', msg: 'reload refused' }), [
      'reload refused:',
      '  a.yaml:1: one',
      '  b.yaml:2: two',
    ]);
  });

  it('is which files were read again, and what needs a restart', () => {
    assert.deepEqual(notice({ changed: ['bffs/web/compute.ts'], trustedDocuments: 3, msg: 'reloaded' }), [
      'reloaded: bffs/web/compute.ts',
    ]);
    assert.deepEqual(notice({ settings: ['listen.port'], msg: 'restart needed' }), [
      'restart needed: listen.port',
    ]);
    assert.deepEqual(notice({ msg: 'nothing changed' }), ['nothing changed']);
  });

  it('is no request, and nothing that only looks like a line of the log', () => {
    assert.deepEqual(notice({ status: 200, msg: 'request' }), []);
    assert.deepEqual(noticeOfLine('about "msg":"reloaded" and more'), []);
    assert.deepEqual(noticeOfLine('plain text'), []);
  });
});
