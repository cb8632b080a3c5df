import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { defaultSettings, loadSettings, upstreamSettings } from '../../../shared/config/load-settings.ts';
import { StartError } from '../../../shared/core/start-error.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const minimal = 'supergraph: graph.graphql\n';

/** Returns the problems of one settings file, without the name of the temporary directory. */
function problemsOf(directory: string, environment: NodeJS.ProcessEnv = {}): string[] {
  try {
    loadSettings(join(directory, 'bff.yaml'), {}, environment);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.replaceAll(`${directory}/`, '').split('\n');
  }
  return assert.fail('the settings were accepted');
}

describe('loadSettings', () => {
  it('fills in defaults, in ms and bytes, and freezes the settings deeply', (context) => {
    const directory = temporaryFiles(context, { 'bff.yaml': minimal });
    const settings = loadSettings(join(directory, 'bff.yaml'));
    assert.equal(settings.requestDeadline, 10_000);
    assert.equal(settings.limits.body, 256 * 1024);
    assert.equal(settings.upstreams.all.timeout, 3000);
    assert.deepEqual(settings.listen, { host: '127.0.0.1', port: 4000 });
    assert.equal(settings.supergraph, join(directory, 'graph.graphql'));
    assert.throws(() => Object.assign(settings.upstreams.all, { timeout: 1 }), TypeError);
  });

  it('rejects the key __proto__, which would be dropped silently', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': `${minimal}view:\n  shape:\n    __proto__: { hide: [id] }\n`,
    });
    assert.deepEqual(problemsOf(directory), ['bff.yaml:4: __proto__: this key is not allowed']);
  });

  it('merges the extended file map by map, and resolves each path against its own file', (context) => {
    const directory = temporaryFiles(context, {
      'base/base.yaml':
        'supergraph: ../graph.graphql\nupstreams:\n  all: { timeout: 1s, connections: 7 }\n  subgraphs:\n    a: { timeout: 500ms }\n',
      'bff.yaml': 'extends: base/base.yaml\nupstreams:\n  all: { timeout: 2s }\n',
    });
    const settings = loadSettings(join(directory, 'bff.yaml'));
    assert.equal(settings.supergraph, join(directory, 'graph.graphql'));
    assert.equal(upstreamSettings(settings, 'subgraphs', 'a').timeout, 500);
    assert.equal(upstreamSettings(settings, 'subgraphs', 'a').connections, 7);
    assert.equal(upstreamSettings(settings, 'subgraphs', 'b').timeout, 2000);
    assert.equal(upstreamSettings(settings, 'subgraphs', 'constructor').timeout, 2000);
  });

  it('expands environment variables, with defaults, and reads numbers as numbers', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': `${minimal}listen:\n  port: \${env.PORT:-4001}\n  host: \${env.HOST:-localhost}\nrequestDeadline: \${env.SECONDS:-7}s\n`,
    });
    const settings = loadSettings(join(directory, 'bff.yaml'), {}, { PORT: '5001', HOST: '', SECONDS: '9' });
    assert.deepEqual(settings.listen, { host: 'localhost', port: 5001 });
    assert.equal(settings.requestDeadline, 9000);
  });

  it('gives the command line precedence over the file', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': `${minimal}listen: { host: 0.0.0.0, port: 1 }\n`,
    });
    const settings = loadSettings(join(directory, 'bff.yaml'), { listen: { port: 2 }, supergraph: '/other' });
    assert.deepEqual(settings.listen, { host: '0.0.0.0', port: 2 });
    assert.equal(settings.supergraph, '/other');
    assert.equal(defaultSettings({ supergraph: 'x.graphql' }).client, 'graph');
  });
});

describe('loadSettings rejects, with file, line and key,', () => {
  const cases: { name: string; yaml: string; expected: RegExp[]; environment?: NodeJS.ProcessEnv }[] = [
    {
      name: 'an unknown key, and suggests the nearest known one',
      yaml: `${minimal}limits:\n  bdoy: 1KB\n`,
      expected: [/^bff\.yaml:3: limits\.bdoy: unknown setting; did you mean body\?$/],
    },
    {
      name: 'an unknown key of an upstream',
      yaml: `${minimal}upstreams:\n  subgraphs:\n    catalog: { tiemout: 1s }\n`,
      expected: [
        /^bff\.yaml:4: upstreams\.subgraphs\.catalog\.tiemout: unknown setting; did you mean timeout\?$/,
      ],
    },
    {
      name: 'a duration without a unit',
      yaml: `${minimal}requestDeadline: 10\n`,
      expected: [/^bff\.yaml:2: requestDeadline: found 10; allowed is a duration .* from 50ms to 10m$/],
    },
    {
      name: 'a deadline header that has another meaning',
      yaml: `${minimal}deadlineHeader: content-type\n`,
      expected: [/^bff\.yaml:2: deadlineHeader: found "content-type"; this header has another meaning$/],
    },
    {
      name: 'a consistent hash without a hash key',
      yaml: `${minimal}upstreams: { all: { balancing: { policy: consistentHash } } }\n`,
      expected: [
        /^bff\.yaml: upstreams\.all\.balancing\.hash: consistentHash requires it: header:<name> or claim:<name>$/,
      ],
    },
    {
      name: 'endpoints from two discovery sources',
      yaml: `${minimal}upstreams:\n  subgraphs: { a: { discovery: { dns: a, file: a.json } } }\n`,
      expected: [/^bff\.yaml:3: upstreams\.subgraphs\.a\.discovery\.file: set dns or file, not both$/],
    },
    {
      name: 'a duration out of bounds',
      yaml: `${minimal}requestDeadline: 11m\n`,
      expected: [/^bff\.yaml:2: requestDeadline: found "11m"; allowed is a duration .* from 50ms to 10m$/],
    },
    {
      name: 'a size with an unknown unit',
      yaml: `${minimal}limits: { body: 5XB }\n`,
      expected: [/^bff\.yaml:2: limits\.body: found "5XB"; allowed is a size .* from 1KB to 64MB$/],
    },
    {
      name: 'a number out of bounds',
      yaml: `${minimal}listen: { port: 70000 }\n`,
      expected: [/^bff\.yaml:2: listen\.port: found 70000; /],
    },
    {
      name: 'an unknown enum value',
      yaml: `${minimal}engine: warp\n`,
      expected: [/^bff\.yaml:2: engine: found "warp"; .*"reference"/],
    },
    {
      name: 'a missing required setting',
      yaml: 'client: web\n',
      expected: [/^bff\.yaml: supergraph: this setting is required$/],
    },
    {
      name: 'a timeout that is not below the deadline',
      yaml: `${minimal}requestDeadline: 2s\n`,
      expected: [
        /^bff\.yaml: upstreams\.all\.timeout: found 3000 ms; it must be below requestDeadline \(2000 ms\)/,
      ],
    },
    {
      name: 'an environment variable that is not set',
      yaml: `${minimal}listen:\n  port: \${env.NOWHERE}\n`,
      expected: [/^bff\.yaml:3: listen\.port: the environment variable NOWHERE is not set/],
    },
    {
      name: 'an unknown kind of expansion',
      yaml: `supergraph: \${file.x}\n`,
      expected: [/^bff\.yaml:1: supergraph: found \$\{file\.x\}; allowed is \$\{env\.NAME\}/],
    },
    {
      name: 'endpoints together with discovery',
      yaml: `${minimal}upstreams:\n  subgraphs: { a: { endpoints: [{ url: "http://a" }], discovery: { dns: a } } }\n`,
      expected: [/^bff\.yaml:3: upstreams\.subgraphs\.a\.endpoints: set endpoints or discovery, not both$/],
    },
    {
      name: 'a hash key that no policy uses',
      yaml: `${minimal}upstreams:\n  all: { balancing: { hash: "header:x-user" } }\n  sources: { a: { balancing: { hash: "claim:sub" } } }\n`,
      expected: [
        /^bff\.yaml:3: upstreams\.all\.balancing\.hash: only policy: consistentHash uses it$/,
        /^bff\.yaml:4: upstreams\.sources\.a\.balancing\.hash: only policy: consistentHash uses it$/,
      ],
    },
    {
      name: 'initial durations that are longer than their maximum',
      yaml: `${minimal}upstreams:\n  all:\n    retry: { minBackoff: 1s }\n    breaker: { openFor: 2m }\n    ejection: { ejectFor: 20s }\n  subgraphs:\n    a: { ejection: { maxEjectFor: 10s } }\n    b: { retry: { minBackoff: 600ms } }\n`,
      expected: [
        /^bff\.yaml:4: upstreams\.all\.retry\.minBackoff: found 1000 ms; it must not be above maxBackoff \(250 ms\)$/,
        /^bff\.yaml:5: upstreams\.all\.breaker\.openFor: found 120000 ms; it must not be above maxOpenFor \(60000 ms\)$/,
        /^bff\.yaml:8: upstreams\.subgraphs\.a\.ejection\.maxEjectFor: found 10000 ms; it must not be below ejectFor \(20000 ms\)$/,
        /^bff\.yaml:9: upstreams\.subgraphs\.b\.retry\.minBackoff: found 600 ms; it must not be above maxBackoff \(250 ms\)$/,
      ],
    },
    {
      name: 'an adaptive limit outside its bounds',
      yaml: `${minimal}upstreams:\n  all: { concurrency: { min: 30, initial: 30 } }\n  subgraphs:\n    a: { concurrency: { max: 10 } }\noverload: { concurrency: { initial: 10 } }\n`,
      expected: [
        /^bff\.yaml:5: upstreams\.subgraphs\.a\.concurrency\.max: found 10; it must not be below min \(30\)$/,
        /^bff\.yaml:5: upstreams\.subgraphs\.a\.concurrency\.max: found 10; it must not be below initial \(30\)$/,
        /^bff\.yaml:6: overload\.concurrency\.initial: found 10; it must not be below min \(64\)$/,
      ],
    },
    {
      name: 'a critical heap share below the heap share',
      yaml: `${minimal}overload: { heapCritical: 0.5 }\n`,
      expected: [/^bff\.yaml: overload\.heap: found 0\.85; it must not be above heapCritical \(0\.5\)$/],
    },
    {
      name: 'out-of-range limits of slow clients',
      yaml: `${minimal}limits: { headers: 1 }\noverload:\n  connections: { perAddress: 0 }\n  responses: { idleTimeout: 30 }\n`,
      expected: [
        /^bff\.yaml:2: limits\.headers: found 1; /,
        /^bff\.yaml:4: overload\.connections\.perAddress: found 0; /,
        /^bff\.yaml:5: overload\.responses\.idleTimeout: found 30; allowed is a duration .* from 1s to 10m$/,
      ],
    },
    {
      name: 'less memory for all bodies than the limit of one body',
      yaml: `${minimal}overload: { bodies: { memory: 64KB } }\n`,
      expected: [
        /^bff\.yaml:2: overload\.bodies\.memory: found 65536 bytes; it must not be below limits\.body \(262144 bytes\)$/,
      ],
    },
    {
      name: 'a breaker that is always open',
      yaml: `${minimal}upstreams: { all: { breaker: { failureRate: 0 } } }\n`,
      expected: [/^bff\.yaml:2: upstreams\.all\.breaker\.failureRate: found 0; /],
    },
    {
      name: 'one port for clients and operators',
      yaml: `${minimal}admin: { port: 4000 }\n`,
      expected: [/^bff\.yaml:2: admin\.port: found 4000; listen\.port uses it already$/],
    },
    {
      name: 'a Redis URL whose path is not a database number',
      yaml: `${minimal}redis: { url: "redis://localhost:6379/cache" }\n`,
      expected: [/^bff\.yaml:2: redis\.url: .*a database number/],
    },
    {
      name: 'a Redis URL with another scheme',
      yaml: `${minimal}redis: { url: "http://localhost" }\n`,
      expected: [/^bff\.yaml:2: redis\.url: .*a redis or rediss URL/],
    },
    { name: 'broken YAML', yaml: 'a: [1\nb: 2\n', expected: [/^bff\.yaml:\d: not valid YAML: /] },
    {
      name: 'a duplicate key',
      yaml: `${minimal}${minimal}`,
      expected: [/^bff\.yaml:2: not valid YAML: /],
    },
    { name: 'a file that is not a map', yaml: '- a\n', expected: [/^bff\.yaml: found no settings/] },
    {
      name: 'several problems at once',
      yaml: `${minimal}clint: web\nlisten: { prot: 1 }\n`,
      expected: [/listen\.prot/, /clint: unknown setting; did you mean client\?/],
    },
  ];
  for (const { name, yaml, expected, environment } of cases) {
    it(name, (context) => {
      const problems = problemsOf(temporaryFiles(context, { 'bff.yaml': yaml }), environment);
      assert.equal(problems.length >= expected.length, true);
      for (const pattern of expected)
        assert.ok(
          problems.some((line) => pattern.test(line)),
          problems.join('\n'),
        );
    });
  }

  it('but no defaults that yield to written settings', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': `${minimal}listen: { port: 0 }
admin: { port: 0 }
overload: { concurrency: { max: 1 } }
upstreams:
  all: { balancing: { hash: "claim:sub" }, breaker: { maxOpenFor: 1s }, concurrency: { max: 5 } }
  subgraphs:
    a: { balancing: { policy: consistentHash }, concurrency: { initial: 5 } }
    b: { concurrency: { adaptive: false, min: 9 }, endpoints: [{ url: "http://b" }], discovery: { dns: none } }
`,
    });
    const settings = loadSettings(join(directory, 'bff.yaml'));
    assert.equal(upstreamSettings(settings, 'subgraphs', 'a').balancing.hash, 'claim:sub');
  });

  it('a file that does not exist', (context) => {
    assert.deepEqual(problemsOf(temporaryFiles(context, {})), ['bff.yaml: the file does not exist']);
  });

  it('a cycle of files that extend each other', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': 'extends: b.yaml\n',
      'b.yaml': 'extends: bff.yaml\n',
    });
    assert.match(problemsOf(directory)[0] ?? '', /^bff\.yaml: extends: found a cycle/);
  });

  it('a problem in an extended file, at its line in that file', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': 'extends: base.yaml\n',
      'base.yaml': `${minimal}listen:\n  port: -1\n`,
    });
    assert.match(problemsOf(directory)[0] ?? '', /^base\.yaml:3: listen\.port: found -1/);
  });
});
