import { z } from 'zod';
import { headerName } from './upstream-fields.ts';

export const versionName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, 'allowed are 1 to 32 letters, digits, ., _ and -')
  // `/graphql/graphql` asks for a document of that id.
  .refine(
    (name) => name !== 'graphql',
    'the path of a version is /<version>/graphql; it cannot be called graphql',
  );

const dateError = 'allowed is a date such as 2027-01-31';

/** Midnight in UTC, in ms since 1970. */
const date = z
  .string()
  .transform((text, context) => {
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    // 30 February is read as a day of March.
    if (!Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)) return ms;
    context.addIssue({ code: 'custom', message: `found ${JSON.stringify(text)}; ${dateError}` });
    return z.NEVER;
  })
  .meta({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', patternErrorMessage: dateError });

const version = z
  .strictObject({
    files: z
      .array(z.string().min(1))
      .max(50)
      .default([])
      .describe('The files of its view, as `view.files`. None: its clients see the graph.'),
    operations: z
      .string()
      .min(1)
      .optional()
      .describe('The folder of the trusted documents of its clients, as `trustedDocuments.directory`.'),
    aliases: z.array(versionName).max(10).default([]).describe('Other names of it, e.g. `v1`.'),
    deprecated: date
      .optional()
      .describe('From which day on it is deprecated; its clients are told in `Deprecation` (RFC 9745).'),
    sunset: date
      .optional()
      .describe('From which day on it may be gone; its clients are told in `Sunset` (RFC 8594).'),
  })
  .describe('One published contract.');

export const versionSettings = z
  .record(z.string(), version)
  .optional()
  .describe(
    'Several published contracts of one process, the oldest first, at most 20, by name, e.g. `2026-01`; instead of `files`. Each is at `/<name>/graphql` too.',
  );

/** How a request says which version it wants. */
export const versioningSettings = z
  .strictObject({
    header: headerName
      .default('api-version')
      .describe('The header that names a version; answers have it too.'),
    mediaType: z
      .string()
      .regex(/^vnd\.[a-z0-9][a-z0-9.-]{0,63}$/, 'allowed is vnd. and lower-case letters, digits, . and -')
      .optional()
      .describe(
        'With `vnd.harbour`, `Accept: application/vnd.harbour+json;version=2026-01` names one. Not set: `Accept` names none.',
      ),
    query: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'allowed are 1 to 32 letters, digits, _ and -')
      .default('version')
      .describe('The parameter in the URL that names one.'),
    claim: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .describe(
        'The claim of the token that names the version of whoever names none. Not set: there is none.',
      ),
    default: versionName
      .optional()
      .describe('The version of whoever names none. Not set: the first of `versions`.'),
    removed: z
      .array(versionName)
      .max(100)
      .default([])
      .describe('Names of versions that there were; requests for them get API_VERSION_REMOVED.'),
  })
  .prefault({})
  .describe('How a request says which of `versions` it wants.');
