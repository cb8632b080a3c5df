import { z } from 'zod';

/** The operations that a client ships, and what becomes of others. */
export const documentSettings = z
  .strictObject({
    directory: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The folder of the operations that this client ships (`*.graphql`, each file with all of its fragments); its path is relative to the file that names it. They are planned before the process is ready; one that does not fit the schema or cannot be planned ends the start.',
      ),
    manifests: z
      .array(z.string().min(1))
      .max(100)
      .default([])
      .describe(
        'Manifests of the versions of its apps that are in use, in the format of Apollo or of Relay: files, or folders of `*.json` files; their paths are relative to the file that names them. A file is named `<client>@<version>.json` or `<version>.json`. Their documents are held to the same as those of `directory`.',
      ),
    mode: z
      .enum(['off', 'measure', 'enforce'])
      .default('off')
      .describe(
        'What becomes of a document that a client sends as text. `off`: it is answered. `measure`: it is answered, and counted and logged if it is not a known one. `enforce`: it is refused; documents are asked for by their ids only.',
      ),
  })
  .prefault({})
  .describe('What is known of the client beforehand.');
