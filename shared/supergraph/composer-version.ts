import { z } from 'zod';
import { requireCommonJs } from '../core/runtime/require-commonjs.ts';

/** Returns the installed version of Apollo's composition, e.g. `2.14.4`. */
export function composerVersion(): string {
  const manifest: unknown = requireCommonJs('@apollo/composition/package.json');
  return z.object({ version: z.string() }).parse(manifest).version;
}
