import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Estate } from '../../demo/estate.ts';
import type { ServiceName } from '../../demo/harbour.ts';
import type { LoggedRequest } from '../../demo/server/request-log.ts';
import type { Bff } from '../../shared/index.ts';
import { type ClientName, startClient } from './harbour-client.ts';
import { headlineOperation } from './headline-operations.ts';
import { identityToken } from './identity-token.ts';
import { type GraphqlResponse, type QueryOptions, sendDocumentId } from './send-query.ts';
import { upstreamNames } from './upstream-names.ts';

/** A response and the upstream calls that it caused. */
export interface ShownScreen {
  readonly response: GraphqlResponse;
  readonly requests: ReadonlyMap<ServiceName, readonly LoggedRequest[]>;
}

/** Requests the screens of a client as its app does: one request each, by the id of its document. */
export interface ClientScreens {
  readonly bff: Bff;
  /**
   * Account screens, and all of the partner's, are requested with a token. No other test may use the estate meanwhile.
   */
  show(screen: string, options?: QueryOptions): Promise<ShownScreen>;
  close(): Promise<void>;
}

export async function createClientScreens(client: ClientName, estate: Estate): Promise<ClientScreens> {
  const provider = estate.service('identity').url;
  const partner = await identityToken(provider, { partner: 'partner-3' });
  const user = await identityToken(provider, { user: 'user-3' });
  const bff = await startClient(client, estate);
  return {
    bff,
    async show(screen, options = {}) {
      const { path, documentId, variables } = headlineOperation(client, screen);
      for (const name of upstreamNames) await estate.service(name).clearRequests();
      const token = client === 'partner' ? partner : screen === 'account' ? user : undefined;
      const response = await sendDocumentId(`${bff.url}${path}`, documentId, {
        variables,
        ...(token !== undefined && { token }),
        ...options,
      });
      const requests = new Map<ServiceName, readonly LoggedRequest[]>();
      for (const name of upstreamNames) requests.set(name, await estate.service(name).requests());
      return { response, requests };
    },
    close: () => bff.close(),
  };
}

/** Upstreams that were called at all. */
export function calledUpstreams({ requests }: ShownScreen): ServiceName[] {
  return [...requests].filter(([, logged]) => logged.length > 0).map(([name]) => name);
}

export function countCalls({ requests }: ShownScreen): number {
  return [...requests.values()].reduce((sum, logged) => sum + logged.length, 0);
}

export interface Sizes {
  readonly rawBytes: number;
  readonly gzipBytes: number;
  readonly brBytes: number;
}

/** The compressed size of a response: brotli 5, gzip 6. */
export function sizesOf({ text }: GraphqlResponse): Sizes {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  return {
    rawBytes: Buffer.byteLength(text),
    gzipBytes: gzipSync(text, { level: 6 }).length,
    brBytes: brotliCompressSync(text, brotli).length,
  };
}
