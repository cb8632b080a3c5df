import assert from 'node:assert/strict';
import { it } from 'node:test';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { serveGraph } from '../support/serve-graph.ts';

const sdl = `
  type Query { things: [Thing] best: Thing }
  union Thing = Box | Bag
  type Box { id: ID! size: Int }
  type Bag { id: ID! size: String }
`;

it('the last good value of a field is found if the planner requests the field under an alias', async (context) => {
  const requested: string[] = [];
  let isBroken = false;
  const upstream = await httpUpstream(context, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const query = String(valueAt(JSON.parse(body), 'query'));
    requested.push(query);
    // Under any name that the planner has chosen.
    const name = /(\w+):\s*best/.exec(query)?.[1] ?? 'best';
    const alias = /(\w+):\s*size/.exec(query)?.[1] ?? 'size';
    const bag = { __typename: 'Bag', id: '1', [alias]: isBroken ? null : 'large' };
    const errors = [{ message: 'x', path: [name, alias] }];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { [name]: bag }, ...(isBroken && { errors }) }));
  });
  const url = await serveGraph(context, [{ name: 'things', url: upstream, sdl }], {
    degradation: { fields: { 'Bag.size': { onError: 'lastGood', maxAge: '1m' } } },
  });
  const query = '{ best { ... on Box { id number: size } ... on Bag { id text: size } } }';
  const good = await sendQuery(url, query);
  assert.equal(valueAt(good.body, 'data.best.text'), 'large', good.text);
  assert.match(requested[0] ?? '', /\w+:\s*size/, 'the planner renames one of two fields of different types');
  isBroken = true;
  const degraded = await sendQuery(url, query);
  assert.equal(valueAt(degraded.body, 'data.best.text'), 'large', degraded.text);
  assert.equal(valueAt(degraded.body, 'extensions.degraded.0.servedFrom'), 'lastGood');
});
