/** The response of a GraphQL endpoint, in the parts that tests look at. */
export interface GraphqlResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
  /** `extensions.code` of every error; the message of an error without one. */
  readonly codes: readonly unknown[];
}

export interface QueryOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** The trusted header that a subgraph reads. */
  readonly subject?: string;
  /** For `Authorization: Bearer`. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export function sendQuery(url: string, query: string, options: QueryOptions = {}): Promise<GraphqlResponse> {
  return post(url, { query }, options);
}

/** Requests a trusted document by its id. */
export function sendDocumentId(
  url: string,
  documentId: string,
  options: QueryOptions = {},
): Promise<GraphqlResponse> {
  return post(url, { documentId }, options);
}

async function post(
  url: string,
  what: { readonly query: string } | { readonly documentId: string },
  { variables, operationName, subject, token, headers, signal }: QueryOptions,
): Promise<GraphqlResponse> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(subject === undefined ? {} : { 'x-auth-subject': subject }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ ...what, variables, operationName }),
    signal: signal ?? null,
  });
  const text = await response.text();
  const body: unknown = JSON.parse(text);
  const errors = valueAt(body, 'errors') ?? [];
  if (!Array.isArray(errors)) throw new TypeError('"errors" is not a list');
  const codes = errors.map((error) => valueAt(error, 'extensions.code') ?? valueAt(error, 'message'));
  return { status: response.status, headers: response.headers, text, body, codes };
}

/** Resolves one reference at a subgraph and returns the selection of the entity; null for an unknown one. */
export async function entity(
  url: string,
  reference: Readonly<Record<string, unknown>> & { readonly __typename: string },
  selection: string,
  subject?: string,
): Promise<unknown> {
  const fragment = `... on ${reference.__typename} { ${selection} }`;
  const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ${fragment} } }`;
  const variables = { references: [reference] };
  const { body, codes } = await sendQuery(
    url,
    query,
    subject === undefined ? { variables } : { variables, subject },
  );
  if (codes.length > 0) throw new Error(`the subgraph responded with ${codes.join(', ')}`);
  return valueAt(body, 'data._entities.0');
}

/** One value in a JSON tree: `valueAt(body, 'data.products.0.id')`; undefined if absent. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (parent, key) => (typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined),
      value,
    );
}

/** A list in a JSON tree; the tree itself for an empty path. Throws if there is none. */
export function listAt(value: unknown, path: string): unknown[] {
  const list = path === '' ? value : valueAt(value, path);
  if (!Array.isArray(list)) throw new TypeError(`no list at "${path}" in ${JSON.stringify(value)}`);
  return list;
}
