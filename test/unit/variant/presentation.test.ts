import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutgoingResponse } from '../../../shared/core/http/http-messages.ts';
import { ResponseBody } from '../../../shared/core/http/response-body.ts';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import { compilePresentation } from '../../../shared/variant/compile-presentation.ts';
import { compileVariantHeaders } from '../../../shared/variant/write-variant-headers.ts';

const low = { name: 'low', when: { headers: { 'save-data': ['on'] }, claims: {} } };
const vip = { name: 'vip', when: { headers: { 'save-data': ['off'] }, claims: { tier: ['gold'] } } };

describe('the presentation of an answer', () => {
  it('is made of the profile, the locale and the time of the request', () => {
    const { presentationOf } = compilePresentation({ profiles: [low], locales: ['en-US', 'de-DE'] });
    const beforeMs = Date.now();
    const { nowMs, ...rest } = presentationOf({ 'save-data': 'on', 'accept-language': 'de' }, undefined);
    assert.deepEqual(rest, { profile: 1, profileName: 'low', locale: 'de-DE' });
    assert.ok(nowMs >= beforeMs && nowMs <= Date.now());
  });

  it('without settings is that of no client', () => {
    const { presentationOf } = compilePresentation({ profiles: [], locales: ['en-US'] });
    const { nowMs: _now, ...made } = presentationOf(
      { 'save-data': 'on', 'accept-language': 'de' },
      undefined,
    );
    const { nowMs: _then, ...expected } = defaultPresentation();
    assert.deepEqual(made, expected);
  });

  it('varies on what decides, and on nothing else', () => {
    const varyOn = (profiles: (typeof low | typeof vip)[], locales: [string, ...string[]]) =>
      compilePresentation({ profiles, locales }).varyOn;
    assert.deepEqual(varyOn([], ['en-US']), []);
    assert.deepEqual(varyOn([low], ['en-US']), ['save-data']);
    assert.deepEqual(varyOn([], ['en-US', 'de']), ['accept-language']);
    assert.deepEqual(varyOn([low, vip], ['en-US', 'de']), ['save-data', 'authorization', 'accept-language']);
  });
});

describe('what was chosen', () => {
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

  it('is not told where there was no choice', () => {
    const tell = compileVariantHeaders(compilePresentation({ profiles: [], locales: ['en-US'] }), undefined);
    assert.equal(tell(response, presentation, undefined), response);
  });

  it('is told beside what else the answer varies on, each name once', () => {
    const presentations = compilePresentation({ profiles: [low], locales: ['en-US', 'de'] });
    const tell = compileVariantHeaders(presentations, undefined);
    assert.deepEqual(tell(response, presentation, undefined).headers, {
      'content-type': 'application/json',
      'frontage-profile': 'low',
      vary: 'save-data, accept-language',
    });
    const varying = { ...response, headers: { vary: 'Accept-Language, Origin' } };
    assert.equal(
      tell(varying, presentation, undefined).headers['vary'],
      'Accept-Language, Origin, save-data',
    );
  });
});
