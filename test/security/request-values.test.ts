import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { httpUpstream } from '../support/http-upstream.ts';
import { serveGraph } from '../support/serve-graph.ts';

const sdl = 'scalar JSON type Query { thing(any: JSON, list: [[Int]]): JSON }';
const query = 'query ($any: JSON) { thing(any: $any) }';

describe('the variables of a request', () => {
  it('variables that nest too deep are refused, and any variable name is accepted', async (context) => {
    for (const engine of ['native', 'reference']) {
      const upstream = await httpUpstream(context, (request, response) => {
        request.resume();
        response.setHeader('content-type', 'application/json').end('{"data":{"thing":"seen"}}');
      });
      const url = await serveGraph(context, [{ name: 'only', url: upstream, sdl }], { engine });
      const send = async (variables: string): Promise<[number, string]> => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
        });
        return [response.status, await response.text()];
      };
      const nested = (levels: number): string => `{"any":${'['.repeat(levels)}${']'.repeat(levels)}}`;
      for (const levels of [63, 1_000, 100_000]) {
        const [status, text] = await send(nested(levels));
        assert.deepEqual([status, /64 levels/.test(text)], [400, true], `${levels}`);
      }
      for (const taken of [
        nested(62),
        '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"any":1}',
        '{"any":{"__proto__":{"polluted":1}}}',
        `{${Array.from({ length: 10_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
      ])
        assert.deepEqual(await send(taken), [200, '{"data":{"thing":"seen"}}'], taken.slice(0, 80));
      assert.equal(Reflect.get({}, 'polluted'), undefined);
      const deepGet = `${url}?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(nested(1_000))}`;
      assert.equal((await fetch(deepGet, { headers: { 'apollo-require-preflight': '1' } })).status, 400);
    }
  });
});
