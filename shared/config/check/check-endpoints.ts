import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

/** Reports settings of the endpoints of an upstream that are not allowed together. */
export function checkEndpoints({ upstreams }: Settings): Contradiction[] {
  const { all } = upstreams;
  const lacksHash = (policy: string | undefined, hash: string | undefined): boolean =>
    policy === 'consistentHash' && hash === undefined;
  const hashIsRequired = 'consistentHash requires it: header:<name> or claim:<name>';
  const problems: Contradiction[] = lacksHash(all.balancing.policy, all.balancing.hash)
    ? [{ path: ['upstreams', 'all', 'balancing', 'hash'], message: hashIsRequired }]
    : [];
  const hashes = [...Object.values(upstreams.subgraphs), ...Object.values(upstreams.sources)].some(
    ({ balancing }) => balancing?.policy === 'consistentHash',
  );
  const unusedHash = 'only policy: consistentHash uses it';
  if (all.balancing.hash !== undefined && all.balancing.policy !== 'consistentHash' && !hashes)
    problems.push({ path: ['upstreams', 'all', 'balancing', 'hash'], message: unusedHash });
  for (const kind of ['subgraphs', 'sources'] as const) {
    for (const [name, { balancing, discovery, endpoints }] of Object.entries(upstreams[kind])) {
      const at = ['upstreams', kind, name];
      if (lacksHash(balancing?.policy, balancing?.hash ?? all.balancing.hash))
        problems.push({ path: [...at, 'balancing', 'hash'], message: hashIsRequired });
      if (balancing?.hash !== undefined && (balancing.policy ?? all.balancing.policy) !== 'consistentHash')
        problems.push({ path: [...at, 'balancing', 'hash'], message: unusedHash });
      const discovers = discovery !== undefined && (discovery.file !== undefined || discovery.dns !== 'none');
      if (endpoints !== undefined && discovers)
        problems.push({ path: [...at, 'endpoints'], message: 'set endpoints or discovery, not both' });
      if (discovery?.file !== undefined && discovery.dns !== 'none')
        problems.push({ path: [...at, 'discovery', 'file'], message: 'set dns or file, not both' });
    }
  }
  return problems;
}
