import type { CacheHint } from '../../../core/client-view.ts';
import { type Declared, findDirective, intOf, textOf } from '../declarations/declarations.ts';

/** `@cacheControl` of a field; its type provides the properties that the field does not declare. */
export function cacheHintOf(field: Declared | undefined, type: Declared | undefined): CacheHint | undefined {
  const [own, inherited] = [field, type].map((declared) => findDirective(declared, 'cacheControl'));
  if (own === undefined && inherited === undefined) return undefined;
  const scope = textOf(own, 'scope') ?? textOf(inherited, 'scope');
  return {
    maxAgeSeconds: intOf(own, 'maxAge') ?? intOf(inherited, 'maxAge'),
    scope: scope === 'PUBLIC' || scope === 'PRIVATE' ? scope : undefined,
  };
}
