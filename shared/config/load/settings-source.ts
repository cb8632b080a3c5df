import {
  defaultSettings,
  type LoadedSettings,
  readSettings,
  type SettingsOverrides,
} from '../load-settings.ts';

/** The source of the settings of a process. */
export interface SettingsSource {
  /** The path of the settings file as the user wrote it. */
  readonly file: string | undefined;
  /** Settings that take precedence over the file. */
  readonly overrides?: SettingsOverrides | undefined;
  /** Reads the settings, at startup and at each reload. Throws `StartError`. */
  read(): LoadedSettings;
}

/** A settings file and its overrides; without a file, the command line and the defaults. */
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
