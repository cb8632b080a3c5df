import type { Contradiction } from './check-header-rules.ts';
import type { Settings } from './settings-schema.ts';

/** Settings about the endpoints of an upstream that are each allowed but not together. */
export function checkEndpoints({ upstreams }: Settings): Contradiction[] {
  const { all } = upstreams;
  const hashless = (policy: string | undefined, hash: string | undefined): boolean =>
    policy === 'consistentHash' && hash === undefined;
  const hashIsRequired = 'consistentHash needs it: header:<name> or claim:<name>';
  const problems: Contradiction[] = hashless(all.balancing.policy, all.balancing.hash)
    ? [{ path: ['upstreams', 'all', 'balancing', 'hash'], message: hashIsRequired }]
    : [];
  for (const kind of ['subgraphs', 'sources'] as const) {
    for (const [name, { balancing, discovery }] of Object.entries(upstreams[kind])) {
      const at = ['upstreams', kind, name];
      if (hashless(balancing?.policy, balancing?.hash ?? all.balancing.hash))
        problems.push({ path: [...at, 'balancing', 'hash'], message: hashIsRequired });
      if (discovery?.file !== undefined && discovery.dns !== 'none')
        problems.push({ path: [...at, 'discovery', 'file'], message: 'set dns or file, not both' });
    }
  }
  return problems;
}
