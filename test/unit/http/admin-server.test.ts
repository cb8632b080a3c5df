import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StartError } from '../../../shared/core/start-error.ts';
import { createAdminServer } from '../../../shared/http/create-admin-server.ts';
import { sendHttp } from '../../support/send-http.ts';

describe('the admin server', () => {
  it('serves only GET /status, and fails to start if its port is taken', async (context) => {
    const options = {
      host: '127.0.0.1',
      port: 0,
      hosts: ['ops.example'],
      status: async () => ({ up: true }),
    };
    const admin = await createAdminServer(options);
    context.after(() => admin.close());
    const { status, headers, text } = await sendHttp(`${admin.url}/status`, {});
    assert.deepEqual([status, JSON.parse(text), headers['cache-control']], [200, { up: true }, 'no-store']);
    assert.equal((await sendHttp(`${admin.url}/status`, { method: 'POST' })).status, 405);
    assert.equal((await sendHttp(`${admin.url}/`, {})).status, 404);
    const port = Number(new URL(admin.url).port);
    await assert.rejects(createAdminServer({ ...options, port }), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /^admin\.port: port \d+ on 127\.0\.0\.1 is taken by another process$/);
      return true;
    });
  });
});
