import { createEstate } from '../../demo/estate.ts';
import { startClient } from '../../test/support/harbour-client.ts';
import { headlineOperations } from '../../test/support/headline-operations.ts';
import { identityToken } from '../../test/support/identity-token.ts';
import { sendDocumentId } from '../../test/support/send-query.ts';

export interface Screen {
  readonly name: string;
  /** The plain response. */
  readonly text: string;
}

/** The responses of the demo's clients to the operations that they ship. */
export async function collectScreens(): Promise<Screen[]> {
  const estate = await createEstate({ ports: 'ephemeral' });
  try {
    const { url } = estate.service('identity');
    const user = await identityToken(url, { user: 'user-3' });
    const partner = await identityToken(url, { partner: 'partner-3' });
    const screens: Screen[] = [];
    for (const { client, screen, documentId, variables } of headlineOperations) {
      const bff = await startClient(client, estate);
      try {
        const token = client === 'partner' ? partner : screen === 'account' ? user : undefined;
        const { text } = await sendDocumentId(`${bff.url}/graphql`, documentId, {
          variables,
          ...(token && { token }),
        });
        screens.push({ name: `${client} ${screen}`, text });
      } finally {
        await bff.close();
      }
    }
    return screens;
  } finally {
    await estate.close();
  }
}
