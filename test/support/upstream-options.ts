import { defaultSettings } from '../../shared/config/load-settings.ts';
import { upstreamsOptions } from '../../shared/runtime/options/upstreams.ts';
import type { ProcessWide } from '../../shared/upstream/create-upstream.ts';
import {
  createUpstreams,
  type Upstreams,
  type UpstreamsOptions,
} from '../../shared/upstream/create-upstreams.ts';
import { createRetryBudget } from '../../shared/upstream/resilience/retry-budget.ts';
import type { UpstreamOptions } from '../../shared/upstream/upstream-options.ts';
import { createUpstreamRegistry } from '../../shared/upstream/upstream-registry.ts';

type Overrides = {
  readonly [Section in keyof UpstreamOptions]?: UpstreamOptions[Section] extends readonly unknown[]
    ? UpstreamOptions[Section]
    : Partial<UpstreamOptions[Section]>;
};

/** The defaults of the settings for one upstream, with the changes of a test. */
export function upstreamOptions(name: string, url: string, overrides: Overrides = {}): UpstreamOptions {
  const settings = defaultSettings({ supergraph: 'unused.graphql' });
  const { subgraphs } = upstreamsOptions(settings, {
    subgraphs: [{ name, url }],
    connectors: [],
    sources: [],
  });
  const [defaults] = subgraphs;
  if (defaults === undefined) throw new TypeError('exactly one upstream is required');
  const sections = Object.entries(overrides).map(([section, override]) => {
    const inherited: unknown = Reflect.get(defaults, section);
    const isSection =
      typeof override === 'object' && !Array.isArray(override) && typeof inherited === 'object';
    return [section, isSection ? { ...inherited, ...override } : override];
  });
  return { ...defaults, ...Object.fromEntries(sections) };
}

/** The network side of one graph in a process that does not share its upstreams. */
export function upstreamsOf(options: Omit<UpstreamsOptions, 'retryBudget'>): Upstreams {
  const { retryBudget } = defaultSettings({ supergraph: 'unused.graphql' });
  return createUpstreams({ ...options, retryBudget }, createUpstreamRegistry(undefined));
}

/** The resources that an upstream would share with those of other processes, for one that shares none. */
export function processWide(): ProcessWide {
  const { retryBudget } = defaultSettings({ supergraph: 'unused.graphql' });
  return { retryBudget: createRetryBudget(retryBudget), shares: undefined };
}
