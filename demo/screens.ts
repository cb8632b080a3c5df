/** Writes the payload sizes of each client for the same screens into README.md: `npm run screens`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { measureScreens } from './screens/measure-screens.ts';
import { screensTable, withTable } from './screens/screens-table.ts';

const README = new URL('../../README.md', import.meta.url);
const BFFS = new URL('../../bffs/', import.meta.url);

const table = screensTable(await measureScreens(BFFS));
writeFileSync(README, withTable(readFileSync(README, 'utf8'), table));
process.stdout.write(`${table}\n`);
