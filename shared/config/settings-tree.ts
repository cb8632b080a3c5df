/** A map of settings as it stands in a file. */
export type SettingsTree = Readonly<Record<string, unknown>>;

export function isSettingsTree(value: unknown): value is SettingsTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
