import { fixedRequestHeaders, fixedResponseHeaders, isHeaderValue } from '../../core/http/fixed-headers.ts';
import type { Settings } from '../settings-schema.ts';

/** A problem, with the path of its setting. */
export interface Contradiction {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Rules = Settings['headers']['all'];
type Rule = Rules['request'][number] | Rules['response'][number];

/** Reports rules that are empty or ambiguous, and rules for headers that rules must not set. */
export function checkHeaderRules({ headers, deadlineHeader, authentication }: Settings): Contradiction[] {
  const subjectHeader = authentication.jwt?.subjectHeader;
  const own = new Set([
    ...fixedRequestHeaders,
    deadlineHeader,
    ...(subjectHeader === undefined ? [] : [subjectHeader]),
  ]);
  const sections: [PropertyKey[], Rules][] = [
    [['headers', 'all'], headers.all],
    ...(['subgraphs', 'sources'] as const).flatMap((kind) =>
      Object.entries(headers[kind]).map(([name, rules]): [PropertyKey[], Rules] => [
        ['headers', kind, name],
        rules,
      ]),
    ),
  ];
  return sections.flatMap(([path, { request, response }]) => [
    ...request.flatMap((rule, index) => checkRule(rule, [...path, 'request', index], own)),
    ...response.flatMap((rule, index) => checkRule(rule, [...path, 'response', index], fixedResponseHeaders)),
  ]);
}

function checkRule(rule: Rule, path: readonly PropertyKey[], fixed: ReadonlySet<string>): Contradiction[] {
  const { propagate, insert, remove } = rule;
  const actions = Object.entries({ propagate, insert, remove }).filter(([, action]) => action !== undefined);
  if (actions.length !== 1) {
    const found = actions.length === 0 ? 'none' : actions.map(([name]) => name).join(' and ');
    return [{ path, message: `found ${found}; allowed is one of propagate, insert and remove` }];
  }
  if (insert !== undefined) {
    const at = [...path, 'insert'];
    return [...checkName(insert.name, [...at, 'name'], fixed), ...checkValue(insert.value, [...at, 'value'])];
  }
  const choice = propagate ?? remove;
  if (choice === undefined) return [];
  const at = [...path, propagate === undefined ? 'remove' : 'propagate'];
  if ((choice.named === undefined) === (choice.matching === undefined)) {
    const found = choice.named === undefined ? 'neither' : 'both';
    return [{ path: at, message: `found ${found}; allowed is one of named and matching` }];
  }
  return propagate === undefined ? [] : checkPropagate(propagate, at, fixed);
}

function checkPropagate(
  { named, matching, rename, default: fallback }: NonNullable<Rule['propagate']>,
  path: readonly PropertyKey[],
  fixed: ReadonlySet<string>,
): Contradiction[] {
  const onlyNamed = { rename, default: fallback };
  return [
    ...(matching === undefined
      ? []
      : Object.entries(onlyNamed)
          .filter(([, value]) => value !== undefined)
          .map(([key]) => ({
            path: [...path, key],
            message: 'it applies to one header and requires named',
          }))),
    ...checkName(named, [...path, 'named'], fixed),
    ...checkName(rename, [...path, 'rename'], fixed),
    ...checkValue(fallback, [...path, 'default']),
  ];
}

function checkName(
  name: string | undefined,
  path: readonly PropertyKey[],
  fixed: ReadonlySet<string>,
): Contradiction[] {
  if (name === undefined || !fixed.has(name)) return [];
  return [{ path, message: `found "${name}"; rules must not set this header` }];
}

function checkValue(value: string | undefined, path: readonly PropertyKey[]): Contradiction[] {
  if (value === undefined || isHeaderValue(value)) return [];
  return [{ path, message: 'found characters that are not allowed in a header value' }];
}
