import { z } from 'zod';
import { headerName } from './upstream-fields.ts';
import { versioningSettings, versionSettings } from './version-settings.ts';
import { viewShapeSettings } from './view-shape-settings.ts';

const quality = z.int().min(1).max(100);
const pixels = z.int().min(1).max(8192);
const imageFormat = z.enum(['jpeg', 'png', 'webp', 'avif']);
const slotNames = 'Image slots by name: capital letters, digits and _; at most 50.';

const allowedValues = 'allowed is a string of 1 to 128 characters, or a list of at most 20 of them';
const matchValue = z.string().min(1, allowedValues).max(128, allowedValues);
const oneOrMore = z
  .union([matchValue, z.array(matchValue).min(1, allowedValues).max(20, allowedValues)], allowedValues)
  .transform((values): readonly string[] => (typeof values === 'string' ? [values] : values))
  .meta({ patternErrorMessage: allowedValues })
  .describe('The required value, or a list of alternatives.');

const when = z
  .strictObject({
    headers: z
      .record(headerName, oneOrMore)
      .default({})
      .describe(
        'Request headers, by lower-case name. Letter case and surrounding whitespace of values are ignored.',
      ),
    claims: z
      .record(z.string().min(1).max(128), oneOrMore)
      .default({})
      .describe('Claims of a verified token, by name. If a claim is a list, one of its items must match.'),
  })
  .describe('The conditions of the profile. A request must meet all of them.');

const sizes = {
  caps: z
    .number()
    .min(0.1)
    .max(4)
    .default(1)
    .describe('Factor of every `@cap`. The result is rounded down and at least 1.'),
  imageQuality: quality.optional().describe('Quality of every image; replaces the quality of its slot.'),
  slots: z
    .record(
      z.string(),
      z
        .strictObject({
          width: pixels.optional().describe('Width in pixels.'),
          height: pixels.optional().describe('Height in pixels.'),
          format: imageFormat.optional().describe('Format of the image.'),
          quality: quality
            .optional()
            .describe('Quality of the image. Not allowed together with `imageQuality`.'),
        })
        .describe('Settings that are not set have the values of `images.slots`.'),
    )
    .default({})
    .describe('Overrides for slots of `images.slots`, by name.'),
};

const languageTag = 'allowed is a language tag (BCP 47) such as en-US for which this Node has locale data';

const locale = z
  .string()
  .max(64)
  .transform((text, context) => {
    const [tag] = canonical(text);
    if (tag !== undefined) return tag;
    context.addIssue({ code: 'custom', message: `found ${JSON.stringify(text)}; ${languageTag}` });
    return z.NEVER;
  })
  .meta({ pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', patternErrorMessage: languageTag });

const images = z
  .strictObject({
    slots: z
      .record(
        z.string(),
        z
          .strictObject({
            width: pixels.describe('Width in pixels.'),
            height: pixels.describe('Height in pixels.'),
            format: imageFormat.default('jpeg').describe('Format of the image.'),
            quality: quality.default(75).describe('Quality of the image.'),
          })
          .describe('One image slot: a position on a screen.'),
      )
      .default({})
      .describe(slotNames),
    template: z
      .string()
      .min(1)
      .max(500)
      .default('{url}?w={width}&h={height}&fm={format}&q={quality}')
      .describe('Template of image URLs, with `{url}`, `{width}`, `{height}`, `{format}` and `{quality}`.'),
    signing: z
      .strictObject({
        key: z
          // Messages never show a key, not even an invalid one.
          .string({
            error: 'found a value that is not a string; allowed is a string of 16 to 512 characters',
          })
          .min(16, { error: 'found a shorter string; allowed is a string of 16 to 512 characters' })
          .max(512, { error: 'found a longer string; allowed is a string of 16 to 512 characters' })
          .describe('Key of the signature. Take it from the environment.'),
        parameter: z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,31}$/, 'letters, digits, _ and -')
          .describe('The URL parameter of the signature.'),
      })
      .optional()
      .describe(
        'Signs the path and query of every image URL (HMAC-SHA256). Not set: image URLs are not signed.',
      ),
  })
  .prefault({})
  .describe('Image slots, and how image URLs are built.');

/** The client's own schema, and the properties of a request that select its variant. */
export const viewSettings = z
  .strictObject({
    files: z
      .array(z.string().min(1))
      .max(50)
      .default([])
      .describe(
        'The view files (GraphQL SDL), in order. The paths are relative to the file that contains this setting. Empty: clients see the graph schema.',
      ),
    shape: viewShapeSettings,
    compute: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The file of the compute functions of the view. The path is relative to the file that contains this setting.',
      ),
    locales: z
      .array(locale)
      .min(1)
      .max(50)
      .prefault(['en-US'])
      .describe(
        'Locales of formatted values (BCP 47), selected by `Accept-Language`. The first applies if none matches.',
      ),
    default: z.strictObject(sizes).prefault({}).describe('The settings of requests that match no profile.'),
    profiles: z
      .record(z.string(), z.strictObject({ when, ...sizes }).describe('One class of devices or users.'))
      .default({})
      .describe(
        'Profiles by name, at most five. The first whose `when` matches applies; the response header `frontage-profile` names it.',
      ),
    images,
    versions: versionSettings,
    versioning: versioningSettings,
  })
  .prefault({})
  .describe(
    'The schema of this client, and how its values are formatted for each profile and locale. Requires `engine: native`.',
  );

/**
 * The canonical form of a language tag (Intl); empty for an invalid tag, and for one that this Node cannot format for.
 */
function canonical(tag: string): string[] {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
