import { z } from 'zod';
import { headerName } from './upstream-fields.ts';
import { versioningSettings, versionSettings } from './version-settings.ts';
import { viewShapeSettings } from './view-shape-settings.ts';

const quality = z.int().min(1).max(100);
const pixels = z.int().min(1).max(8192);
const imageFormat = z.enum(['jpeg', 'png', 'webp', 'avif']);
const slotNames = 'By name of the slot: capital letters, digits and _; at most 50.';

const wantedValues = 'allowed is a text of 1 to 128 characters, or a list of at most 20 of them';
const wantedValue = z.string().min(1, wantedValues).max(128, wantedValues);
const oneOrMore = z
  .union([wantedValue, z.array(wantedValue).min(1, wantedValues).max(20, wantedValues)], wantedValues)
  .transform((wanted): readonly string[] => (typeof wanted === 'string' ? [wanted] : wanted))
  .meta({ patternErrorMessage: wantedValues })
  .describe('What it must be; of a list, one.');

const when = z
  .strictObject({
    headers: z
      .record(headerName, oneOrMore)
      .default({})
      .describe(
        'Headers of the request, by name in lower case; letter case and space around values do not count.',
      ),
    claims: z
      .record(z.string().min(1).max(128), oneOrMore)
      .default({})
      .describe('Claims of a verified token, by name. Of a claim that is a list, one item must be it.'),
  })
  .describe('What a request must have, all of it.');

const sizes = {
  caps: z
    .number()
    .min(0.1)
    .max(4)
    .default(1)
    .describe('What every `@cap` is multiplied by; rounded down, at least 1.'),
  imageQuality: quality.optional().describe('Quality of every picture, instead of that of its slot.'),
  slots: z
    .record(
      z.string(),
      z
        .strictObject({
          width: pixels.optional().describe('In pixels.'),
          height: pixels.optional().describe('In pixels.'),
          format: imageFormat.optional().describe('Format of the picture.'),
          quality: quality.optional().describe('Quality of the picture; not beside `imageQuality`.'),
        })
        .describe('What is left out is as in `images.slots`.'),
    )
    .default({})
    .describe('Other sizes for slots of `images.slots`, by name.'),
};

const languageTag = 'allowed is a language tag (BCP 47) such as en-US that this Node has data of';

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
            width: pixels.describe('In pixels.'),
            height: pixels.describe('In pixels.'),
            format: imageFormat.default('jpeg').describe('Format of the picture.'),
            quality: quality.default(75).describe('Quality of the picture.'),
          })
          .describe('One place on a screen.'),
      )
      .default({})
      .describe(slotNames),
    template: z
      .string()
      .min(1)
      .max(500)
      .default('{url}?w={width}&h={height}&fm={format}&q={quality}')
      .describe(
        'How the URL of a picture is made: with `{url}`, `{width}`, `{height}`, `{format}`, `{quality}`.',
      ),
    signing: z
      .strictObject({
        key: z
          // A key is not shown, be it a wrong one.
          .string({ error: 'found something else than a text; allowed is a text of 16 to 512 characters' })
          .min(16, { error: 'found a shorter text; allowed is a text of 16 to 512 characters' })
          .max(512, { error: 'found a longer text; allowed is a text of 16 to 512 characters' })
          .describe('Key of the signature; from the environment.'),
        parameter: z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,31}$/, 'letters, digits, _ and -')
          .describe('The parameter in which the signature travels.'),
      })
      .optional()
      .describe(
        'Signs path and query of the URL of every picture (HMAC-SHA256). Not set: they are not signed.',
      ),
  })
  .prefault({})
  .describe('Pictures: where they stand and how their URLs are made.');

/** The client's own schema, and what of a request decides how it is answered. */
export const viewSettings = z
  .strictObject({
    files: z
      .array(z.string().min(1))
      .max(50)
      .default([])
      .describe(
        'The files of the view (GraphQL SDL), in this order; their paths are relative to the file that names them. None: clients see the graph.',
      ),
    shape: viewShapeSettings,
    compute: z
      .string()
      .min(1)
      .optional()
      .describe('The file of the functions of the view; its path is relative to the file that names it.'),
    locales: z
      .array(locale)
      .min(1)
      .max(50)
      .prefault(['en-US'])
      .describe(
        'Languages that values are written in (BCP 47). By `Accept-Language`; the first where that fits none.',
      ),
    default: z.strictObject(sizes).prefault({}).describe('What holds for requests that no profile is for.'),
    profiles: z
      .record(z.string(), z.strictObject({ when, ...sizes }).describe('One class of devices or users.'))
      .default({})
      .describe(
        'At most five, by name; the first whose `when` is met holds. Clients are told in `frontage-profile`.',
      ),
    images,
    versions: versionSettings,
    versioning: versioningSettings,
  })
  .prefault({})
  .describe('The schema of this client, and for whom its values are written how; `engine: native` only.');

/** In the form that Intl gives it; empty for what is no language tag, or none that this Node can format for. */
function canonical(tag: string): string[] {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
