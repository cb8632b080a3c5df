import { z } from 'zod';

/** The operations that a client ships, and how other operations are handled. */
export const documentSettings = z
  .strictObject({
    directory: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The folder of the operations that this client ships (`*.graphql`, each file with all of its fragments). The path is relative to the file that contains this setting. They are planned before the process is ready; startup fails if one is not valid for the schema or cannot be planned.',
      ),
    manifests: z
      .array(z.string().min(1))
      .max(100)
      .default([])
      .describe(
        'Manifests of the app versions in use, in the format of Apollo or Relay: files, or folders of `*.json` files. The paths are relative to the file that contains this setting. A file is named `<client>@<version>.json` or `<version>.json`. The same checks apply to their documents as to those of `directory`.',
      ),
    mode: z
      .enum(['off', 'measure', 'enforce'])
      .default('off')
      .describe(
        'How a document that a client sends as text is handled. `off`: it is executed. `measure`: it is executed, and counted and logged if it is not a trusted document. `enforce`: it is refused; clients must send the id of a trusted document.',
      ),
  })
  .prefault({})
  .describe('The operations that are known before the first request.');
