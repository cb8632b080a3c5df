import type { UpstreamCall } from '../upstream-call.ts';
import type { EndpointSet } from './endpoint-set.ts';
import type { BalancingPolicy } from './policies/balancing-policy.ts';
import type { Member } from './pool-member.ts';

/**
 * The endpoint for a call: of the best priority that is left, of those that are healthy, not ejected, without an open
 * breaker, and to which this call was not sent before. When there is none that it was not sent to, one of the others of
 * these; when there is none at all, any ("panic", as in Envoy: all that looks dead may be less dead than it looks). An
 * open breaker is the last to be asked: it refuses. The set is not empty.
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

/** What passes of the first list of which something does. */
function firstOf<Item>(
  lists: readonly (readonly Item[])[],
  passes: (item: Item) => boolean,
): Item[] | undefined {
  for (const list of lists) {
    const passing = list.filter(passes);
    if (passing.length > 0) return passing;
  }
  return undefined;
}
