import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { SERVICES, type ServiceName } from '../../demo/harbour.ts';
import type { Fault } from '../../demo/server/fault.ts';
import { type Bff, type ErrorCode, errorTable, type Settings } from '../../shared/index.ts';
import { nothingDeclared, startClient } from '../support/harbour-client.ts';
import { headlineOperation } from '../support/headline-operations.ts';
import { type GraphqlResponse, listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { unexplainedDifferences } from '../support/unexplained-differences.ts';
import { upstreamNames } from '../support/upstream-names.ts';

const screens = ['product', 'home'] as const;
type Screen = (typeof screens)[number];

const faults: readonly (readonly [name: string, fault: Fault, code: ErrorCode])[] = [
  ['down', { mode: 'down' }, 'SUBGRAPH_UNAVAILABLE'],
  ['reset', { mode: 'reset' }, 'SUBGRAPH_UNAVAILABLE'],
  ['invalid-json', { mode: 'invalid-json' }, 'SUBGRAPH_INVALID_RESPONSE'],
  ['errorRate 1', { errorRate: 1 }, 'SUBGRAPH_HTTP_ERROR'],
];

const named: readonly ServiceName[] = ['accounts', 'orders', 'reviews'];

// Internal details of the estate: addresses, failure messages of Node and its libraries, the bodies of faults.
const inside =
  /https?:|127\.0\.0\.1|localhost|:\d{4,5}\b|ECONN|ENOTFOUND|UND_ERR|socket|\.[cm]?[jt]s\b|node_modules|\n +at |reported to fail|undici|apollo/i;

let estate: Estate;
let web: Bff;
/** Each healthy screen, and the upstreams that were called for it. */
const healthy = new Map<Screen, { readonly data: unknown; readonly requested: ReadonlySet<ServiceName> }>();

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  web = await startClient('web', estate, withoutHelp);
  for (const screen of screens) {
    for (const name of upstreamNames) await estate.service(name).clearRequests();
    const response = await sendScreen(web, screen);
    assert.deepEqual(response.codes, []);
    const counts = await Promise.all(
      upstreamNames.map(async (name) => (await estate.service(name).status()).requests),
    );
    const requested = new Set(upstreamNames.filter((_name, index) => counts[index] !== 0));
    healthy.set(screen, { data: valueAt(response.body, 'data'), requested });
  }
});
after(async () => {
  await web?.close();
  await estate?.close();
});

function sendScreen(bff: Bff, screen: Screen): Promise<GraphqlResponse> {
  const { query, variables } = headlineOperation('web', screen);
  return sendQuery(`${bff.url}/graphql`, query, { variables });
}

/** The screen with one upstream failing: all independent data is present, and errors explain the rest. */
function checkResponse(
  screen: Screen,
  failing: ServiceName,
  code: ErrorCode,
  { status, body }: GraphqlResponse,
): void {
  const { data, requested } = healthy.get(screen) ?? assert.fail(`${screen} was never healthy`);
  assert.equal(status, 200);
  if (!requested.has(failing)) {
    assert.deepEqual(body, { data });
    return;
  }

  const errors = listAt(body, 'errors');
  assert.ok(errors.length > 0);
  for (const error of errors) {
    const { message } = errorTable[code];
    // The settings of the demo expose the messages and names of some subgraphs.
    const extensions = { code, ...(named.includes(failing) && { serviceName: failing }) };
    assert.deepEqual(error, { message, path: listAt(error, 'path'), extensions });
    assert.ok(listAt(error, 'path').length > 0);
  }
  assert.doesNotMatch(JSON.stringify(errors), inside);
  const paths = errors.map((error) => listAt(error, 'path'));
  assert.deepEqual(unexplainedDifferences(data, valueAt(body, 'data'), paths), []);
}

/** The timeout of a hanging upstream is short; all others keep theirs. */
function impatientWith(name: ServiceName): (settings: Settings) => Settings {
  return (settings) => {
    const kind = SERVICES[name].kind === 'subgraph' ? 'subgraphs' : 'sources';
    const { [kind]: all } = settings.upstreams;
    const upstreams = { ...settings.upstreams, [kind]: { ...all, [name]: { ...all[name], timeout: 200 } } };
    return withoutHelp({ ...settings, upstreams });
  };
}

/** The test observes a fault by itself: no degradation is declared for it, and repeated faults open no breaker. */
function withoutHelp(settings: Settings): Settings {
  const { upstreams } = settings;
  const breaker = { ...upstreams.all.breaker, enabled: false };
  return { ...nothingDeclared(settings), upstreams: { ...upstreams, all: { ...upstreams.all, breaker } } };
}

describe('screens of the web client with one upstream failing', () => {
  for (const name of upstreamNames) {
    for (const [kind, fault, code] of faults) {
      it(`web screens lose only the fields of ${name} (${kind}), and recover afterwards`, async () => {
        const service = estate.service(name);
        await service.setFault(fault);
        try {
          for (const screen of screens) checkResponse(screen, name, code, await sendScreen(web, screen));
        } finally {
          await service.setFault(null);
        }
        for (const screen of screens) {
          assert.deepEqual((await sendScreen(web, screen)).body, { data: healthy.get(screen)?.data });
        }
      });
    }

    it(`web screens lose only the fields of ${name} (hang), and recover afterwards`, async () => {
      const service = estate.service(name);
      const impatient = await startClient('web', estate, impatientWith(name));
      try {
        await service.setFault({ mode: 'hang' });
        for (const screen of screens) {
          checkResponse(screen, name, 'SUBGRAPH_TIMEOUT', await sendScreen(impatient, screen));
        }
        await service.setFault(null);
        for (const screen of screens) await untilWhole(impatient, screen);
      } finally {
        await service.setFault(null);
        await impatient.close();
      }
    });
  }
});

/** With so short a timeout even a healthy upstream can be late on a busy machine, but not always. */
async function untilWhole(bff: Bff, screen: Screen): Promise<void> {
  for (let attempts = 0; attempts < 50; attempts += 1) {
    const { body, codes } = await sendScreen(bff, screen);
    if (codes.length > 0) continue;
    assert.deepEqual(body, { data: healthy.get(screen)?.data });
    return;
  }
  assert.fail(`${screen} never recovered`);
}
