import { createRequire } from 'node:module';

/**
 * Loads a CommonJS package as CommonJS. An `import` of one has its exports searched for in the text of every file that
 * it re-exports, before any of it runs: for Apollo's federation packages that is a third of a cold start.
 */
export const requireCommonJs: NodeJS.Require = createRequire(import.meta.url);
