import type { Dataset } from '../data/dataset.ts';
import { json, notAllowed, problem, type Respond, type ServiceResponse } from '../server/call.ts';
import { parseLimit } from './limit.ts';
import { buildSearchIndex, type Hit } from './search-index.ts';

const MAX_LIMIT = 100;
const MAX_QUERY_CHARS = 200;
const BUCKETS = 10;

/** `GET /v1/search` and `GET /v1/suggest`. */
export function buildSearch(dataset: Dataset): Respond {
  const index = buildSearchIndex(dataset.catalog());

  function search(query: URLSearchParams, limit: number): ServiceResponse {
    const text = query.get('q');
    if (text === null || text.length > MAX_QUERY_CHARS) {
      return problem(400, `"q" is required, with at most ${MAX_QUERY_CHARS} characters`);
    }
    const category = query.get('category');
    const offset = readCursor(query.get('cursor'), text, category);
    if (offset === undefined) return problem(400, '"cursor" is not a cursor of this search');
    const hits = index.search(text, category);
    const end = offset + limit;
    return json(200, {
      totalHits: hits.length,
      page: { next: end < hits.length ? writeCursor(end, text, category) : null },
      results: hits.slice(offset, end).map(({ product, score }) => ({ productId: product.id, score })),
      facets: [
        { name: 'category', buckets: count(hits, (hit) => hit.product.category.slug) },
        { name: 'brand', buckets: count(hits, (hit) => hit.product.brand.name) },
      ],
    });
  }

  function suggest(query: URLSearchParams, limit: number): ServiceResponse {
    const prefix = query.get('prefix') ?? '';
    if (prefix.trim() === '' || prefix.length > MAX_QUERY_CHARS) {
      return problem(400, `"prefix" must have 1 to ${MAX_QUERY_CHARS} characters`);
    }
    return json(200, { suggestions: index.suggest(prefix).slice(0, limit) });
  }

  return ({ method, path, query }) => {
    if (method !== 'GET') return notAllowed('GET');
    const limit = parseLimit(query.get('limit'), 24, MAX_LIMIT);
    if (limit === undefined) return problem(400, `"limit" must be from 1 to ${MAX_LIMIT}`);
    if (path === '/v1/search') return search(query, limit);
    if (path === '/v1/suggest') return suggest(query, limit);
    return problem(404, `unknown path ${path}`);
  };
}

function count(hits: readonly Hit[], keyOf: (hit: Hit) => string): { key: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const hit of hits) counts.set(keyOf(hit), (counts.get(keyOf(hit)) ?? 0) + 1);
  return [...counts]
    .map(([key, times]) => ({ key, count: times }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, BUCKETS);
}

/** A cursor belongs to its search: with other words it is refused instead of returning another list's page. */
function writeCursor(offset: number, text: string, category: string | null): string {
  return Buffer.from(JSON.stringify([offset, text, category])).toString('base64url');
}

/** Where the page starts; undefined for a cursor that `writeCursor` did not create for this search. */
function readCursor(cursor: string | null, text: string, category: string | null): number | undefined {
  if (cursor === null) return 0;
  const [, digits] = /^\[(\d{1,6}),/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  const offset = Number(digits);
  return writeCursor(offset, text, category) === cursor ? offset : undefined;
}
