import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FrontageError } from '../../../shared/core/errors.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import {
  compileVersionChoice,
  type VersionedRequest,
  type VersioningOptions,
} from '../../../shared/variant/compile-version-choice.ts';

const never = { deprecatedMs: undefined, sunsetMs: undefined };
const options: VersioningOptions = {
  versions: [
    {
      name: '2026-01',
      aliases: ['v1'],
      deprecatedMs: Date.UTC(2027, 0, 1),
      sunsetMs: Date.UTC(2027, 6, 1),
    },
    { name: '2026-04', aliases: [], deprecatedMs: Date.UTC(2027, 3, 1), sunsetMs: undefined },
    { name: '2026-07', aliases: ['v2', 'latest'], ...never },
  ],
  header: 'api-version',
  mediaType: 'vnd.harbour',
  query: 'version',
  claim: 'api_version',
  default: undefined,
  removed: ['2025-07'],
};
const choice = compileVersionChoice(options);

/** The parts of a request that can name a version, in the order of their precedence. */
const explicit = ['path', 'header', 'accept', 'query'] as const;
type Names = Partial<Record<(typeof explicit)[number], string>>;

function request({ path, header, accept, query }: Names): VersionedRequest {
  return {
    pathVersion: path,
    headers: {
      ...(header !== undefined && { 'api-version': header }),
      ...(accept !== undefined && {
        accept: `text/html, application/vnd.harbour+json; version=${accept};q=0.9`,
      }),
    },
    search: query === undefined ? '' : `?query=%7Ba%7D&version=${encodeURIComponent(query)}`,
  };
}

function pinned(value: unknown) {
  return { subject: 'user-1', claims: { api_version: value } };
}

function problemOf(names: Names, claim?: unknown): { code: string; message: string } {
  try {
    choice.choose(request(names), claim === undefined ? undefined : pinned(claim));
  } catch (error) {
    if (!(error instanceof FrontageError)) throw error;
    return { code: error.code, message: error.message };
  }
  return assert.fail('it was accepted');
}

describe('the API version of a request', () => {
  it('is the first version, or the default of the settings, if the request names none', () => {
    assert.deepEqual(choice.choose(request({}), undefined), { version: '2026-01', source: 'default' });
    const { choose } = compileVersionChoice({ ...options, default: 'v2' });
    assert.deepEqual(choose(request({}), undefined), { version: '2026-07', source: 'default' });
  });

  for (const source of explicit) {
    it(`is selected by ${source}, by name or alias, regardless of the token`, () => {
      for (const name of ['2026-07', 'v2', 'latest']) {
        const expected = { version: '2026-07', source };
        assert.deepEqual(choice.choose(request({ [source]: name }), undefined), expected);
        assert.deepEqual(choice.choose(request({ [source]: name }), pinned('2026-01')), expected);
        // The claim is not validated if the request names a version.
        assert.deepEqual(choice.choose(request({ [source]: name }), pinned('nonsense')), expected);
      }
      const { code, message } = problemOf({ [source]: '2026-77' });
      assert.equal(code, 'API_VERSION_UNKNOWN');
      assert.match(
        message,
        new RegExp(`"2026-77" \\(${source}\\); supported are 2026-01 \\(v1\\), 2026-04, `),
      );
      assert.match(message, /did you mean 2026-07\?$/);
      assert.equal(problemOf({ [source]: '2025-07' }).code, 'API_VERSION_REMOVED');
      assert.match(
        problemOf({ [source]: '2025-07' }).message,
        /"2025-07" \(\w+\) has been removed; supported/,
      );
    });
  }

  for (const [index, first] of explicit.entries()) {
    for (const second of explicit.slice(index + 1)) {
      it(`must be the same in ${first} and ${second}`, () => {
        const expected = { version: '2026-07', source: first };
        assert.deepEqual(choice.choose(request({ [first]: 'v2', [second]: '2026-07' }), undefined), expected);
        const { code, message } = problemOf({ [first]: '2026-07', [second]: 'v1' });
        assert.equal(code, 'API_VERSION_CONFLICT');
        assert.match(message, new RegExp(`2026-07 \\(${first}\\) and version 2026-01 \\(${second}\\)`));
        assert.equal(problemOf({ [first]: '2026-07', [second]: '2025-07' }).code, 'API_VERSION_CONFLICT');
        assert.equal(problemOf({ [first]: '2026-07', [second]: 'x' }).code, 'API_VERSION_UNKNOWN');
        assert.equal(problemOf({ [first]: '2025-07', [second]: '2025-07' }).code, 'API_VERSION_REMOVED');
      });
    }
  }

  it('is that of the token claim if the request names none', () => {
    assert.deepEqual(choice.choose(request({}), pinned('v2')), { version: '2026-07', source: 'claim' });
    for (const none of [undefined, null]) {
      assert.equal(choice.choose(request({}), pinned(none)).source, 'default');
    }
    assert.equal(choice.choose(request({}), { subject: 'user-1', claims: {} }).source, 'default');
    assert.equal(problemOf({}, '2025-07').code, 'API_VERSION_REMOVED');
    assert.match(problemOf({}, '2024-01').message, /"2024-01" \(claim\)/);
    assert.equal(problemOf({}, ['2026-07']).code, 'API_VERSION_UNKNOWN');
    const withoutClaim = compileVersionChoice({ ...options, claim: undefined });
    assert.equal(withoutClaim.choose(request({}), pinned('v2')).source, 'default');
  });

  it('may occur twice in one header or parameter if both values are the same version', () => {
    const versionFor = (part: Partial<VersionedRequest>) =>
      choice.choose({ ...request({}), ...part }, undefined).version;
    assert.equal(versionFor({ headers: { 'api-version': 'v2, 2026-07' } }), '2026-07');
    assert.equal(versionFor({ search: '?version=v2&version=latest' }), '2026-07');
    assert.throws(() => versionFor({ headers: { 'api-version': 'v1, v2' } }), {
      code: 'API_VERSION_CONFLICT',
    });
    assert.throws(() => versionFor({ search: '?version=v1&version=v2' }), { code: 'API_VERSION_CONFLICT' });
  });

  it('is not selected by an empty value or by another media type', () => {
    const accepts = [
      'application/json;version=2026-07',
      'application/vnd.other+json;version=2026-07',
      'application/vnd.harbour+json',
      'application/vnd.harbour+json;version=',
      'application/vnd.harbour+json;v=2026-07',
      'application/vnd.harbour+json;version=2026-07;q=0',
    ];
    for (const accept of accepts) {
      const given = { ...request({}), headers: { accept, 'api-version': ' ' }, search: '?version=' };
      assert.equal(choice.choose(given, undefined).source, 'default', accept);
    }
    const quoted = 'Application/VND.Harbour+JSON; Version="v2"';
    assert.equal(
      choice.choose({ ...request({}), headers: { accept: quoted } }, undefined).version,
      '2026-07',
    );
  });

  it('is truncated in the message if it is unknown and long', () => {
    const { message } = problemOf({ header: `${'x'.repeat(5000)}"\n` });
    assert.ok(message.length < 200, message);
  });

  it('is a supported version or an error, for any input', () => {
    const name = fc.oneof(
      fc.constantFrom('2026-01', 'v1', '2026-04', 'v2', '2025-07', '__proto__', 'constructor'),
      fc.string(),
    );
    const names = options.versions.map((version) => version.name);
    fc.assert(
      fc.property(
        fc.record({ path: name, header: name, accept: name, query: name }, { requiredKeys: [] }),
        (given) => {
          try {
            const { version, source } = choice.choose(request(given), undefined);
            assert.ok(names.includes(version));
            assert.ok(source === 'default' || given[source === 'claim' ? 'path' : source] !== undefined);
          } catch (error) {
            assert.ok(error instanceof FrontageError, String(error));
            assert.match(error.code, /^API_VERSION_/);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the response headers of a version', () => {
  it('contain its name, deprecation, sunset and successor', () => {
    assert.deepEqual(choice.headersOf('2026-01'), {
      'api-version': '2026-01',
      deprecation: '@1798761600',
      sunset: 'Thu, 01 Jul 2027 00:00:00 GMT',
      link: '</2026-07/graphql>; rel="successor-version"',
    });
    assert.deepEqual(choice.headersOf('2026-04'), {
      'api-version': '2026-04',
      deprecation: '@1806537600',
      link: '</2026-07/graphql>; rel="successor-version"',
    });
    assert.deepEqual(choice.headersOf('2026-07'), { 'api-version': '2026-07' });
  });

  it('contain no successor if no later version remains', () => {
    const [first] = options.versions;
    const { headersOf } = compileVersionChoice({ ...options, versions: [first] });
    assert.equal(headersOf('2026-01')['link'], undefined);
  });
});

describe('withoutVersion', () => {
  const accepting = (accept: string | undefined) => ({
    ...request({}),
    requestId: '1',
    method: 'GET',
    body: undefined,
    cancellation: new Cancellation(),
    headers: accept === undefined ? {} : { accept, 'x-kept': '1' },
  });

  it('replaces the media type that names versions by application/json', () => {
    for (const [given, expected] of [
      ['application/vnd.harbour+json;version=2026-01', 'application/json'],
      ['text/html, application/vnd.harbour+json; version=v1;q=0.5', 'text/html,application/json;q=0.5'],
      ['application/vnd.harbour+json', 'application/json'],
    ] as const) {
      const { headers } = choice.withoutVersion(accepting(given));
      assert.deepEqual(headers, { accept: expected, 'x-kept': '1' });
    }
  });

  it('does not modify other media types', () => {
    for (const accept of [undefined, '*/*', 'application/json;version=1', 'application/vnd.other+json']) {
      const incoming = accepting(accept);
      assert.equal(choice.withoutVersion(incoming), incoming);
    }
    const withoutType = compileVersionChoice({ ...options, mediaType: undefined });
    const incoming = accepting('application/vnd.harbour+json;version=v1');
    assert.equal(withoutType.withoutVersion(incoming), incoming);
    assert.deepEqual(withoutType.varyOn, ['api-version', 'authorization']);
    assert.deepEqual(choice.varyOn, ['api-version', 'accept', 'authorization']);
  });
});
