import type { UpstreamCall } from '../upstream-call.ts';
import type { EndpointSet } from './endpoint-set.ts';
import type { BalancingPolicy } from './policies/balancing-policy.ts';
import type { Member } from './pool-member.ts';

/**
 * Chooses the endpoint for a call: of the best priority that remains, among the endpoints that are healthy, not ejected, without
 * an open breaker, and did not receive this call before. If all of these received the call, chooses one of them again. If there
 * are none, chooses any endpoint ("panic", as in Envoy: endpoints that look dead may still respond). Endpoints with an open
 * breaker come last, as it refuses the call. The set must not be empty.
 */
export function chooseEndpoint<Content>(
  { members, tiers }: EndpointSet<Content>,
  pick: BalancingPolicy,
  call: UpstreamCall,
): Member<Content> {
  const [best] = tiers;
  const { tried = none } = call;
  if (best !== undefined && tried.length === 0) {
    const choice = pick(best, call);
    if (choice.takes(call)) return choice;
  }
  const takesCalls = (member: Member<Content>): boolean => member.takes(call);
  const isNew = (member: Member<Content>): boolean => !tried.includes(member);
  const isBoth = (member: Member<Content>): boolean => takesCalls(member) && isNew(member);
  const candidates =
    firstOf(tiers, isBoth) ??
    firstOf(tiers, takesCalls) ??
    firstOf([members], isBoth) ??
    firstOf([members], takesCalls) ??
    firstOf([members], isNew) ??
    members;
  return pick(candidates, call);
}

const none: readonly object[] = [];

/** Returns the matching items of the first list that has any. */
function firstOf<Item>(
  lists: readonly (readonly Item[])[],
  matches: (item: Item) => boolean,
): Item[] | undefined {
  for (const list of lists) {
    const found = list.filter(matches);
    if (found.length > 0) return found;
  }
  return undefined;
}
