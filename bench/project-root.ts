import { fileURLToPath } from 'node:url';

/** The folder of package.json; this file runs from dist/bench/. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
