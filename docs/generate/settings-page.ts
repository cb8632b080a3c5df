import { settingsJsonSchema } from '../../shared/index.ts';
import { code, fence, page, table } from './markdown.ts';
import { allowedValues, isGroup, type SettingRow, type SettingSchema, settingRows } from './setting-rows.ts';

const introduction = `A process has one settings file, most often \`bffs/<client>/bff.yaml\`, in YAML. \`npx frontage config validate FILE\`
checks it as a start would: unknown keys, wrong units and missing variables are reported with file, line and key. The
JSON Schema for editors is [schemas/settings.schema.json](../../schemas/settings.schema.json); a first line
\`# yaml-language-server: $schema=<path>\` switches it on.`;

const howFilesAreRead = `- **\`extends\`** names a file that this one refines; up to five may follow each other. Maps are merged key by key; everything else,
  lists included, is replaced. A path in a file is relative to that file. Options of the command line win over every file.
- **\`\${env.NAME}\`** is replaced by an environment variable, anywhere in a value; \`\${env.NAME:-default}\` says what holds
  when it is unset or empty. Without a default, an unset variable ends the start. A value that is nothing but one reference
  becomes a number or a boolean if it reads like one.
- **Durations** are a number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`: \`800ms\`, \`1.5s\`. **Sizes** are a number and \`B\`, \`KB\`, \`MB\` or
  \`GB\`, counted in steps of 1024. A number without a unit is refused.
- Every timeout of \`upstreams\` must be below \`requestDeadline\`.`;

/** `example`: a complete settings file, shown at the end. */
export function settingsPage(example: string): string {
  const schema: SettingSchema = settingsJsonSchema();
  const top = Object.entries(schema.properties ?? {});
  const rows = settingRows(schema);
  const single = rows.filter(({ key, schema: setting }) => !key.includes('.') && !isGroup(setting));
  const groups = top.filter(([, setting]) => isGroup(setting));
  return page('Settings', 'shared/config/settings-schema.ts', [
    introduction,
    '## How files are read',
    howFilesAreRead,
    '## The process',
    settingsTable(single),
    ...groups.flatMap(([name, { description = '' }]) => [
      `## ${name}`,
      description,
      settingsTable(rows.filter(({ key }) => key.startsWith(`${name}.`))),
    ]),
    '## A complete example',
    fence('yaml', example),
  ]);
}

function settingsTable(rows: readonly SettingRow[]): string {
  return table(
    ['key', 'allowed', 'default', 'what it does'],
    rows.map(({ key, schema, isRequired }) => [
      code(key),
      allowedValues(schema),
      isRequired ? 'required' : defaultValue(schema),
      schema.description ?? '',
    ]),
  );
}

function defaultValue(schema: SettingSchema): string {
  const { default: value } = schema;
  if (value === undefined || isGroup(schema)) return '';
  return code(Array.isArray(value) ? `[${value.join(', ')}]` : String(value));
}
