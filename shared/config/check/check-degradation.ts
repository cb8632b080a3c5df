import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

/** Reports settings of degradation that the other settings do not allow. */
export function checkDegradation({ degradation, engine, requestDeadline }: Settings): Contradiction[] {
  const { softDeadline, upstreams, types, fields, directives } = degradation;
  const found: Contradiction[] = [];
  if (softDeadline !== undefined && softDeadline >= requestDeadline) {
    const message = `found ${softDeadline} ms; it must be below requestDeadline (${requestDeadline} ms)`;
    found.push({ path: ['degradation', 'softDeadline'], message });
  }
  if (engine === 'native') return found;
  const declared = Object.entries({
    softDeadline: softDeadline !== undefined,
    directives: directives !== undefined,
    upstreams: Object.keys(upstreams).length > 0,
    types: Object.keys(types).length > 0,
    fields: Object.keys(fields).length > 0,
  });
  for (const [key, isDeclared] of declared) {
    const message = 'degradation requires engine: native';
    if (isDeclared) found.push({ path: ['degradation', key], message });
  }
  return found;
}
