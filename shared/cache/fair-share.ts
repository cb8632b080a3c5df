/** What a process says of itself to the others. */
export interface Announcement {
  readonly client: string;
  /** Of the client as a whole. */
  readonly weight: number;
  readonly demand: number;
}

interface Party {
  readonly weight: number;
  readonly demand: number;
}

/**
 * What one of several processes may take of a capacity: weighted max-min fairness, first between clients and then
 * between the processes of its client. What a party does not want is lent to those that want more; its own part it has
 * back at once, before the others know. At least 1.
 */
export function fairShare(capacity: number, own: Announcement, others: readonly Announcement[]): number {
  const colleagues = others.filter(({ client }) => client === own.client);
  const clients = new Map<string, Party>();
  for (const { client, weight, demand } of others) {
    if (client === own.client) continue;
    const known = clients.get(client);
    clients.set(client, {
      weight: Math.max(weight, known?.weight ?? 0),
      demand: demand + (known?.demand ?? 0),
    });
  }
  const sum = colleagues.reduce((total, { demand }) => total + demand, own.demand);
  const ofClient = partOf(capacity, { weight: own.weight, demand: sum }, [...clients.values()]);
  const alike = ({ demand }: Announcement): Party => ({ weight: 1, demand });
  return Math.max(1, Math.floor(partOf(ofClient, alike(own), colleagues.map(alike))));
}

function partOf(capacity: number, own: Party, others: readonly Party[]): number {
  const parties = [own, ...others.filter(({ demand }) => demand > 0)];
  const weight = parties.reduce((total, party) => total + party.weight, 0);
  let left = capacity;
  let weightLeft = weight;
  let given = 0;
  // Those that want least for their weight come first: what they leave is for the others.
  for (const party of parties.sort((a, b) => a.demand / a.weight - b.demand / b.weight)) {
    const part = Math.min(party.demand, (left * party.weight) / weightLeft);
    if (party === own) given = part;
    left -= part;
    weightLeft -= party.weight;
  }
  const share = own.weight / weight;
  return Math.max(capacity * share, given + left * share);
}
