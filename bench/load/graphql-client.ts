import { errors, Pool } from 'undici';
import type { Operation } from '../workloads/workload.ts';

export interface GraphqlResponse {
  readonly status: number;
  readonly text: string;
}

export interface GraphqlClient {
  /** `body`: JSON text. Rejects without a complete response. */
  post(body: string): Promise<GraphqlResponse>;
  /** Whether the server responds to a GraphQL operation at all. */
  isThere(): Promise<boolean>;
  close(): Promise<void>;
}

const headers = { 'content-type': 'application/json', accept: 'application/json' };

/** At most `connections` requests are in flight at once. */
export function createGraphqlClient(url: string, connections: number): GraphqlClient {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });

  async function post(body: string): Promise<GraphqlResponse> {
    const response = await pool.request({ method: 'POST', path: pathname, headers, body });
    return { status: response.statusCode, text: await response.body.text() };
  }

  return {
    post,
    async isThere() {
      try {
        return (await post('{"query":"{ __typename }"}')).status === 200;
      } catch (error) {
        if (isConnectionError(error)) return false;
        throw error;
      }
    },
    close: () => pool.destroy(),
  };
}

/** The body of a request for an operation. */
export function requestBody({ query, variables }: Operation): string {
  return JSON.stringify({ query, variables });
}

function isConnectionError(error: unknown): boolean {
  if (error instanceof errors.UndiciError) return true;
  return (
    error instanceof Error && 'code' in error && /^E(?:CONNREFUSED|CONNRESET|PIPE)$/.test(String(error.code))
  );
}
