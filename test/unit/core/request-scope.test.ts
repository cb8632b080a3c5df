import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RequestScope } from '../../../shared/core/runtime/request-scope.ts';

class Names {
  readonly all = new Set<string>();
}
class Numbers {
  readonly all = new Set<number>();
}

describe('a request scope', () => {
  it('returns the same reads of a kind until the request writes', () => {
    const scope = new RequestScope();
    scope.reads(Names).all.add('a');
    assert.deepEqual([...scope.reads(Names).all], ['a']);
    assert.deepEqual([...scope.reads(Numbers).all], []);
    scope.invalidateReads();
    assert.deepEqual([...scope.reads(Names).all], []);
  });

  it('forgets the reads from before a write, and those that overlap with it', async () => {
    const scope = new RequestScope();
    scope.reads(Names).all.add('before');
    assert.equal(scope.hasWritten, false);
    await scope.write(async () => {
      assert.equal(scope.hasWritten, true);
      assert.deepEqual([...scope.reads(Names).all], []);
      scope.reads(Names).all.add('during');
    });
    assert.deepEqual([...scope.reads(Names).all], []);
  });

  it('forgets the reads that overlap with a write that fails', async () => {
    const scope = new RequestScope();
    const failing = scope.write(async () => {
      scope.reads(Names).all.add('during');
      throw new Error('not written');
    });
    await assert.rejects(failing, { message: 'not written' });
    assert.deepEqual([...scope.reads(Names).all], []);
  });
});
