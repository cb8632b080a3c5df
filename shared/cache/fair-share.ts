/** The data that a process announces to the others. */
export interface Announcement {
  readonly client: string;
  /** The weight of the client as a whole. */
  readonly weight: number;
  readonly demand: number;
}

interface Party {
  readonly weight: number;
  readonly demand: number;
}

/**
 * Returns the share of a capacity that one of several processes may use: weighted max-min fairness, first between
 * clients and then between the processes of its client. The capacity that a party does not demand goes to those with a
 * higher demand. A party can use its own share again immediately, before the others know. At least 1.
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
  let allotted = 0;
  // Parties with the lowest demand for their weight come first; the others share the rest.
  for (const party of parties.sort((a, b) => a.demand / a.weight - b.demand / b.weight)) {
    const part = Math.min(party.demand, (left * party.weight) / weightLeft);
    if (party === own) allotted = part;
    left -= part;
    weightLeft -= party.weight;
  }
  const share = own.weight / weight;
  return Math.max(capacity * share, allotted + left * share);
}
