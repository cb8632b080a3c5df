/** What a GraphQL endpoint answered, in the parts that tests look at. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly body: unknown;
  /** `extensions.code` of every error; the message where there is none. */
  readonly codes: readonly unknown[];
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly subject?: string;
}

export async function ask(
  url: string,
  query: string,
  { variables, subject }: AskOptions = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(subject === undefined ? {} : { 'x-auth-subject': subject }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body: unknown = await response.json();
  const errors = valueAt(body, 'errors') ?? [];
  if (!Array.isArray(errors)) throw new TypeError('"errors" is not a list');
  const codes = errors.map((error) => valueAt(error, 'extensions.code') ?? valueAt(error, 'message'));
  return { status: response.status, body, codes };
}

/** One value in a JSON tree: `valueAt(body, 'data.products.0.id')`; undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (parent, key) => (typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined),
      value,
    );
}

/** A list in a JSON tree; the tree itself for an empty path. Throws where there is none. */
export function listAt(value: unknown, path: string): unknown[] {
  const list = path === '' ? value : valueAt(value, path);
  if (!Array.isArray(list)) throw new TypeError(`no list at "${path}" in ${JSON.stringify(value)}`);
  return list;
}
