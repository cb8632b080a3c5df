/** The part of JSON Schema that settings are described with. */
export interface SettingSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly const?: string | number | boolean;
  readonly anyOf?: readonly SettingSchema[];
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SettingSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: boolean | SettingSchema;
}

/** One setting, or one group of settings. */
export interface SettingRow {
  /** Dotted; `<name>` is a name that the user chooses, `[]` is each item of a list. */
  readonly key: string;
  readonly schema: SettingSchema;
  readonly isRequired: boolean;
}

/** What is below a group, in the order of the schema; a group comes before its own settings. */
export function settingRows(schema: SettingSchema, prefix = ''): SettingRow[] {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const named = Object.entries(properties).map(([name, property]) => ({
    key: prefix + name,
    schema: property,
    isRequired: required.includes(name),
  }));
  const other =
    typeof additionalProperties === 'object'
      ? [{ key: `${prefix}<name>`, schema: additionalProperties, isRequired: false }]
      : [];
  return [...named, ...other].flatMap((row) => [
    row,
    ...itemRows(row),
    ...settingRows(row.schema, `${row.key}.`),
  ]);
}

/** What is allowed in each map of a list. */
function itemRows({ key, schema: { items } }: SettingRow): SettingRow[] {
  if (items === undefined || !isGroup(items)) return [];
  const item = `${key}[]`;
  return [{ key: item, schema: items, isRequired: false }, ...settingRows(items, `${item}.`)];
}

export function isGroup({ type }: SettingSchema): boolean {
  return type === 'object';
}

/** What may be written there, in words. */
export function allowedValues(schema: SettingSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.anyOf !== undefined) return schema.anyOf.map(allowedValues).join(', or ');
  if (schema.patternErrorMessage !== undefined) return schema.patternErrorMessage.replace('allowed is ', '');
  switch (schema.type) {
    case 'array':
      return `a list; each: ${allowedValues(schema.items ?? {})}`;
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
      return `a whole number from ${schema.minimum} to ${schema.maximum}`;
    case 'number':
      return `a number from ${schema.minimum} to ${schema.maximum}`;
    case 'object':
      return 'a map';
    case undefined:
      return 'any value';
    default:
      return schema.pattern === undefined ? 'a text' : `a text like \`${schema.pattern}\``;
  }
}
