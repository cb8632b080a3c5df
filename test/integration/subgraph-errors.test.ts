import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { type Bff, errorTable, type Settings, StartError } from '../../shared/index.ts';
import { clientSettings, nothingDeclared, startClient, withoutView } from '../support/harbour-client.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';

let estate: Estate;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
});
after(() => estate?.close());

type Shown = Settings['includeSubgraphErrors'];

// Accounts refuses an anonymous request.
const document = 'mutation { addToWishlist(productId: "product-1") { itemCount } }';
// Reviews is called over the network, pricing is made of connectors.
const product = '{ product(id: "product-1") { title price { current { amount } } rating { average } } }';

const errorsOf = async (bff: Bff, query: string): Promise<unknown[]> =>
  listAt((await sendQuery(`${bff.url}/graphql`, query)).body, 'errors');

for (const engine of ['native', 'reference'] as const) {
  const start = (includeSubgraphErrors: Shown): Promise<Bff> =>
    startClient('web', estate, (settings) => ({
      ...nothingDeclared(withoutView(settings)),
      engine,
      includeSubgraphErrors,
    }));

  describe(`an error of a subgraph, with the ${engine} engine`, () => {
    it('an error has the message and the name of its subgraph if the settings expose them', async (context) => {
      const bff = await start({ all: false, subgraphs: { accounts: true } });
      context.after(() => bff.close());
      const [error, ...others] = await errorsOf(bff, document);
      assert.deepEqual(others, []);
      assert.deepEqual(error, {
        message: 'this needs a user; send a user token',
        path: ['addToWishlist'],
        extensions: { code: 'UNAUTHENTICATED', serviceName: 'accounts' },
      });
    });

    it('an error has neither message nor name of its subgraph if the settings do not expose them', async (context) => {
      const bff = await start({ all: true, subgraphs: { accounts: false } });
      context.after(() => bff.close());
      assert.deepEqual(await errorsOf(bff, document), [
        {
          message: errorTable.DOWNSTREAM_SERVICE_ERROR.message,
          path: ['addToWishlist'],
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ]);
    });

    it('an error names an unreachable subgraph, also one made of connectors, only if the settings allow it', async (context) => {
      const bff = await start({ all: false, subgraphs: { pricing: true } });
      context.after(() => bff.close());
      const failing = ['pricing', 'reviews'] as const;
      for (const name of failing) await estate.service(name).setFault({ mode: 'down' });
      context.after(async () => {
        for (const name of failing) await estate.service(name).setFault(null);
      });
      const { message } = errorTable.SUBGRAPH_UNAVAILABLE;
      const code = 'SUBGRAPH_UNAVAILABLE';
      const errors = await errorsOf(bff, product);
      const named = errors.filter((error) => valueAt(error, 'extensions.serviceName') !== undefined);
      assert.deepEqual(
        errors.filter((error) => !named.includes(error)),
        [{ message, path: ['product', 'rating'], extensions: { code } }],
      );
      // The reference engine has only the path of the entity.
      const priced = engine === 'native' ? ['product', 'price'] : ['product'];
      assert.deepEqual(named, [{ message, path: priced, extensions: { code, serviceName: 'pricing' } }]);
    });
  });
}

describe('settings about the errors of a subgraph', () => {
  it('a setting about the errors of an unknown subgraph is refused', async () => {
    const settings = clientSettings('web', estate);
    const includeSubgraphErrors = { all: false, subgraphs: { prising: true } };
    await assert.rejects(startBff({ ...settings, includeSubgraphErrors }), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /includeSubgraphErrors\.subgraphs\.prising: .* did you mean pricing\?$/);
      return true;
    });
  });
});
