import { join } from 'node:path';
import type { Estate } from '../../demo/estate.ts';
import type { BFF_PORTS } from '../../demo/launcher/settings.ts';
import { type Bff, loadSettings, type Settings } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { startBff } from './start-bff.ts';

export type ClientName = keyof typeof BFF_PORTS;

/** The settings of a client in front of this estate, on any free port, without a log and a port for operators. */
export function clientSettings(client: ClientName, estate: Estate): Settings {
  const file = join(projectRoot, 'bffs', client, 'bff.yaml');
  const settings = loadSettings(file, { listen: { host: '127.0.0.1', port: 0 } }, estate.settings);
  return { ...settings, admin: undefined, logs: { level: 'silent' } };
}

/** A client's server in this process. `refine` can change its settings. */
export function startClient(
  client: ClientName,
  estate: Estate,
  refine: (settings: Settings) => Settings = (settings) => settings,
): Promise<Bff> {
  return startBff(refine(clientSettings(client, estate)));
}

/** For `refine`: no fallback replaces failed fields. */
export function nothingDeclared(settings: Settings): Settings {
  const { nullability, memory } = settings.degradation;
  return { ...settings, degradation: { nullability, memory, upstreams: {}, types: {}, fields: {} } };
}

/**
 * For `refine`: missing fields must not depend on how busy this machine is, nor on when a breaker opens: while it is
 * open the same fields are missing, with the code SUBGRAPH_CIRCUIT_OPEN.
 */
export function unhurried(settings: Settings): Settings {
  const { upstreams, degradation } = settings;
  const all = {
    ...upstreams.all,
    timeout: 30_000,
    connectTimeout: 10_000,
    breaker: { ...upstreams.all.breaker, minimumCalls: 10_000 },
  };
  return {
    ...settings,
    requestDeadline: 60_000,
    upstreams: { ...upstreams, all },
    degradation: { ...degradation, softDeadline: undefined },
  };
}

/** For `refine`: accepts documents as texts too. */
export function respondsToTexts(settings: Settings): Settings {
  return { ...settings, trustedDocuments: { ...settings.trustedDocuments, mode: 'off' } };
}

/** For `refine`: clients see the graph as the contract leaves it, and none of their documents is known. */
export function withoutView(settings: Settings): Settings {
  const { view, trustedDocuments } = settings;
  return {
    ...settings,
    view: { ...view, files: [], compute: undefined, versions: undefined },
    trustedDocuments: { ...trustedDocuments, directory: undefined, mode: 'off' },
  };
}
