import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutgoingResponse } from '../../../shared/core/http/http-messages.ts';
import { ResponseBody } from '../../../shared/core/http/response-body.ts';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import { compilePresentation } from '../../../shared/variant/compile-presentation.ts';
import { compileVariantHeaders } from '../../../shared/variant/write-variant-headers.ts';

const low = { name: 'low', when: { headers: { 'save-data': ['on'] }, claims: {} } };
const vip = { name: 'vip', when: { headers: { 'save-data': ['off'] }, claims: { tier: ['gold'] } } };

describe('compilePresentation', () => {
  it('returns the profile, the locale and the time of a request', () => {
    const { presentationOf } = compilePresentation({ profiles: [low], locales: ['en-US', 'de-DE'] });
    const beforeMs = Date.now();
    const { nowMs, ...rest } = presentationOf({ 'save-data': 'on', 'accept-language': 'de' }, undefined);
    assert.deepEqual(rest, { profile: 1, profileName: 'low', locale: 'de-DE' });
    assert.ok(nowMs >= beforeMs && nowMs <= Date.now());
  });

  it('returns the default presentation without settings', () => {
    const { presentationOf } = compilePresentation({ profiles: [], locales: ['en-US'] });
    const { nowMs: _now, ...actual } = presentationOf(
      { 'save-data': 'on', 'accept-language': 'de' },
      undefined,
    );
    const { nowMs: _then, ...expected } = defaultPresentation();
    assert.deepEqual(actual, expected);
  });

  it('varies on the headers that the selection depends on, and on no others', () => {
    const varyOn = (profiles: (typeof low | typeof vip)[], locales: [string, ...string[]]) =>
      compilePresentation({ profiles, locales }).varyOn;
    assert.deepEqual(varyOn([], ['en-US']), []);
    assert.deepEqual(varyOn([low], ['en-US']), ['save-data']);
    assert.deepEqual(varyOn([], ['en-US', 'de']), ['accept-language']);
    assert.deepEqual(varyOn([low, vip], ['en-US', 'de']), ['save-data', 'authorization', 'accept-language']);
  });
});

describe('compileVariantHeaders', () => {
  const response: OutgoingResponse = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    upstreamHeaders: new Map(),
    body: new ResponseBody(Buffer.from('{}')),
    upstreamCalls: 0,
    errorCodes: [],
    degraded: [],
  };
  const presentation = { ...defaultPresentation(), profile: 1, profileName: 'low' };

  it('adds no header if there is only one variant', () => {
    const write = compileVariantHeaders(compilePresentation({ profiles: [], locales: ['en-US'] }), undefined);
    assert.equal(write(response, presentation, undefined), response);
  });

  it('adds the profile, and adds each header to Vary once', () => {
    const presentations = compilePresentation({ profiles: [low], locales: ['en-US', 'de'] });
    const write = compileVariantHeaders(presentations, undefined);
    assert.deepEqual(write(response, presentation, undefined).headers, {
      'content-type': 'application/json',
      'frontage-profile': 'low',
      vary: 'save-data, accept-language',
    });
    const varying = { ...response, headers: { vary: 'Accept-Language, Origin' } };
    assert.equal(
      write(varying, presentation, undefined).headers['vary'],
      'Accept-Language, Origin, save-data',
    );
  });
});
