/** The estate and the four client-facing servers: `npm start [-- --port-offset N] [--separate]`. */
import { run } from './launcher/run.ts';

await run((name) => new URL(`../bffs/${name}/main.js`, import.meta.url));
