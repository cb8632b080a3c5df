import { once } from 'node:events';
import { createServer } from 'node:net';
import { explainListenFailure } from '../estate-error.ts';
import { HOST } from '../server/faulty-server.ts';

/** Rejects with an `EstateError` that names the first port in use. */
export async function assertPortsFree(ports: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    const probe = createServer().listen(port, HOST);
    try {
      await once(probe, 'listening');
    } catch (error) {
      throw explainListenFailure(error, name, port);
    }
    probe.close();
    await once(probe, 'close');
  }
}
