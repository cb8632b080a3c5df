import { isBlockedPort } from '../../core/http/blocked-ports.ts';
import type { Problem } from '../../core/start-error.ts';
import type { Settings } from '../settings-schema.ts';

/**
 * Returns a warning for each port that browsers and `fetch` refuse: the process starts, but some clients cannot call
 * it.
 */
export function blockedPortWarnings({ listen, admin, authentication }: Settings): Problem[] {
  const jwksUrl = authentication.jwt?.jwksUrl;
  const ports: [string, number | undefined][] = [
    ['listen.port', listen.port],
    ['admin.port', admin?.port],
    ['authentication.jwt.jwksUrl', jwksUrl === undefined ? undefined : Number(new URL(jwksUrl).port)],
  ];
  return ports
    .filter(([, port]) => port !== undefined && port > 0 && isBlockedPort(port))
    .map(([key, port]) => ({
      key,
      message: `found port ${port}, which browsers and fetch do not connect to (Fetch Standard, port blocking); choose another one`,
    }));
}
