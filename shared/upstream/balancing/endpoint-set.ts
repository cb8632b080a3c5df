import { upstreamEvent } from '../../core/channels.ts';
import { StartError } from '../../core/start-error.ts';
import type { Endpoint } from '../create-endpoint.ts';
import type { EndpointSource } from '../discovery/endpoint-source.ts';
import type { EndpointOptions } from '../upstream-options.ts';
import { keyOf, Member } from './pool-member.ts';

export interface EndpointSetOptions<Content> {
  /** The upstream's name. */
  readonly name: string;
  readonly source: EndpointSource;
  createEndpoint(options: EndpointOptions): Endpoint<Content>;
  onAdded(member: Member<Content>): void;
  onRemoved(member: Member<Content>): void;
}

export interface EndpointSet<Content> {
  readonly members: readonly Member<Content>[];
  /** The healthy members that are not ejected, by priority. */
  readonly tiers: readonly (readonly Member<Content>[])[];
  /** Must be called when a member's health has changed. */
  arrange(): void;
  close(): Promise<void>;
}

/** Maintains an endpoint for each address of a source. A removed endpoint receives no new calls, and closes after its last one. */
export function createEndpointSet<Content>(options: EndpointSetOptions<Content>): EndpointSet<Content> {
  const { name, source, createEndpoint, onAdded, onRemoved } = options;
  const draining = new Set<Endpoint<Content>>();
  let members: Member<Content>[] = [];
  let tiers: Member<Content>[][] = [];

  function add(endpointOptions: EndpointOptions): Member<Content> {
    const member = new Member(endpointOptions, createEndpoint(endpointOptions));
    onAdded(member);
    return member;
  }

  /** Returns no member if the files of the TLS settings have become unusable. */
  function addLater(endpointOptions: EndpointOptions): Member<Content>[] {
    try {
      const member = add(endpointOptions);
      upstreamEvent.publish({ upstream: name, event: 'endpoint added', endpoint: member.shownUrl });
      return [member];
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      upstreamEvent.publish({ upstream: name, event: 'discovery failed', reason: error.message });
      return [];
    }
  }

  async function remove(member: Member<Content>): Promise<void> {
    const { endpoint, shownUrl } = member;
    onRemoved(member);
    upstreamEvent.publish({ upstream: name, event: 'endpoint removed', endpoint: shownUrl });
    draining.add(endpoint);
    await endpoint.drain();
    await endpoint.close();
    draining.delete(endpoint);
  }

  function arrange(): void {
    const byPriority = new Map<number, Member<Content>[]>();
    for (const member of members) {
      if (!member.isUsable) continue;
      const tier = byPriority.get(member.priority);
      if (tier === undefined) byPriority.set(member.priority, [member]);
      else tier.push(member);
    }
    tiers = [...byPriority].sort(([first], [second]) => first - second).map(([, tier]) => tier);
  }

  function change(list: readonly EndpointOptions[]): void {
    const known = new Map(members.map((member) => [member.key, member]));
    const listed = new Map(list.map((entry) => [keyOf(entry), entry]));
    members = [...listed].flatMap(([key, entry]) => {
      const present = known.get(key);
      if (present === undefined) return addLater(entry);
      present.weight = entry.weight;
      present.priority = entry.priority ?? 0;
      return [present];
    });
    for (const [key, member] of known) if (!listed.has(key)) void remove(member);
    arrange();
  }

  members = [...new Map(source.current.map((entry) => [keyOf(entry), entry])).values()].map(add);
  arrange();
  const unsubscribe = source.subscribe(change);
  return {
    get members() {
      return members;
    },
    get tiers() {
      return tiers;
    },
    arrange,
    async close() {
      unsubscribe();
      for (const member of members) onRemoved(member);
      const endpoints = [...members.map(({ endpoint }) => endpoint), ...draining];
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
    },
  };
}
