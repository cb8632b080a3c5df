import { fileURLToPath } from 'node:url';
import { budgetClient, loadSettings, type OperationBudget } from '../../shared/index.ts';
import { createEstate } from '../estate.ts';
import { CLIENTS, type ClientName, SCREENS, screenOf } from './screens.ts';

/** The payload of one screen for one client. */
export interface ShownScreen {
  readonly screen: string;
  readonly client: ClientName;
  readonly budget: OperationBudget;
}

/** The user of the request; other screens are requested anonymously. */
const USER = { user: 'user-3' };
const PARTNER = { partner: 'partner-3' };

/**
 * Requests every screen through every client that has it, from an estate on any free ports; in the order of the
 * screens, then of the clients. `bffs`: the folder of the clients.
 */
export async function measureScreens(bffs: URL): Promise<ShownScreen[]> {
  const estate = await createEstate({ ports: 'ephemeral' });
  try {
    const { url } = estate.service('identity');
    const [user, partner] = [await tokenFor(url, USER), await tokenFor(url, PARTNER)];
    const shown: ShownScreen[] = [];
    for (const client of CLIENTS) {
      const settings = loadSettings(fileURLToPath(new URL(`${client}/bff.yaml`, bffs)), {}, estate.settings);
      const tokenOf = (file: string): string | undefined => {
        if (client === 'partner') return partner;
        return screenOf(client, file) === 'Account' ? user : undefined;
      };
      const headers = ({ file }: { readonly file: string }): Record<string, string> => {
        const token = tokenOf(file);
        return token === undefined ? {} : { authorization: `Bearer ${token}` };
      };
      for (const budget of await budgetClient(settings, { measure: { headers } })) {
        const screen = screenOf(client, budget.file);
        if (screen !== undefined) shown.push({ screen, client, budget });
      }
    }
    return SCREENS.flatMap(({ title }) => shown.filter(({ screen }) => screen === title));
  } finally {
    await estate.close();
  }
}

async function tokenFor(provider: string, claims: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(new URL('/token', provider), { method: 'POST', body: JSON.stringify(claims) });
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'access_token' in body) return String(body.access_token);
  throw new Error(`no token: ${JSON.stringify(body)}`);
}
