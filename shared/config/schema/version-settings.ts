import { z } from 'zod';
import { headerName } from './upstream-fields.ts';

export const versionName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, 'allowed are 1 to 32 letters, digits, ., _ and -')
  // `/graphql/graphql` requests the document with that id.
  .refine(
    (name) => name !== 'graphql',
    'the path of a version is /<version>/graphql; it cannot be called graphql',
  );

const dateError = 'allowed is a date such as 2027-01-31';

/** A date as ms since 1970, at midnight UTC. */
const date = z
  .string()
  .transform((text, context) => {
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    // `Date.parse` reads 30 February as a day of March.
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
      .describe('The view files of this version, as `view.files`. Empty: its clients see the graph schema.'),
    operations: z
      .string()
      .min(1)
      .optional()
      .describe('The folder of the trusted documents of this version, as `trustedDocuments.directory`.'),
    aliases: z.array(versionName).max(10).default([]).describe('Other names of this version, e.g. `v1`.'),
    deprecated: date
      .optional()
      .describe(
        'The date from which the version is deprecated; sent to its clients in the `Deprecation` header (RFC 9745).',
      ),
    sunset: date
      .optional()
      .describe(
        'The date from which the version may be unavailable; sent to its clients in the `Sunset` header (RFC 8594).',
      ),
  })
  .describe('One published API version.');

export const versionSettings = z
  .record(z.string(), version)
  .optional()
  .describe(
    'The API versions that this process publishes, by name, e.g. `2026-01`: oldest first, at most 20. Replaces `files`. Each version is also served at `/<name>/graphql`.',
  );

/** How a request selects its API version. */
export const versioningSettings = z
  .strictObject({
    header: headerName
      .default('api-version')
      .describe('The header that selects a version. Responses have it too.'),
    mediaType: z
      .string()
      .regex(/^vnd\.[a-z0-9][a-z0-9.-]{0,63}$/, 'allowed is vnd. and lower-case letters, digits, . and -')
      .optional()
      .describe(
        'The media type that selects a version: with `vnd.harbour`, `Accept: application/vnd.harbour+json;version=2026-01` does. Not set: `Accept` does not select a version.',
      ),
    query: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'allowed are 1 to 32 letters, digits, _ and -')
      .default('version')
      .describe('The URL parameter that selects a version.'),
    claim: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .describe('The token claim that selects the version if the request does not. Not set: no claim does.'),
    default: versionName
      .optional()
      .describe('The version of requests that do not select one. Not set: the first of `versions`.'),
    removed: z
      .array(versionName)
      .max(100)
      .default([])
      .describe('Names of removed versions. Requests that select one fail with API_VERSION_REMOVED.'),
  })
  .prefault({})
  .describe('How a request selects one of `versions`.');
