import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

/** `nothing`, `calls` (equal upstream calls in flight, its default) or `requests` (equal requests in flight too). */
const shares = process.env['HIVE_SHARES'];

export const gatewayConfig = defineConfig({
  unifiedGraphHandler,
  inboundInflightRequestDeduplication: shares === 'requests',
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: shares !== 'nothing' } } },
  logging: 'error',
  landingPage: false,
  graphiql: false,
});
