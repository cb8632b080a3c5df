import type { KeySetOptions } from '../../shared/policy/key-set/create-key-set.ts';

/** The defaults of the settings. */
export const keySetOptions: Omit<KeySetOptions, 'url'> = {
  algorithms: ['ES256'],
  refreshMs: 300_000,
  maxStaleMs: 86_400_000,
  cooldownMs: 30_000,
  timeoutMs: 3000,
  maxBytes: 256 * 1024,
};
