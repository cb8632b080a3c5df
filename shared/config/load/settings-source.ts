import {
  defaultSettings,
  type LoadedSettings,
  readSettings,
  type SettingsOverrides,
} from '../load-settings.ts';

/** Where the settings of a process come from. */
export interface SettingsSource {
  /** As the user named it. */
  readonly file: string | undefined;
  /** What wins over the file. */
  readonly overrides?: SettingsOverrides | undefined;
  /** Reads them, the first time as any other. Throws `StartError`. */
  read(): LoadedSettings;
}

/** A settings file and what wins over it; without a file, the command line and the defaults. */
export function settingsSource(
  path: string | undefined,
  overrides: SettingsOverrides = {},
  environment: NodeJS.ProcessEnv = process.env,
): SettingsSource {
  return {
    file: path,
    overrides,
    read() {
      if (path === undefined) return { settings: defaultSettings(overrides), files: [] };
      return readSettings(path, overrides, environment);
    },
  };
}
