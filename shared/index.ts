/** The engine's only public door. */
export { type Bff, checkStart, startBff } from './bff.ts';
export {
  type BudgetOptions,
  budgetClient,
  type Excess,
  type OperationBudget,
} from './bff-budgets.ts';
export type { AskedOperation, Measurement } from './bff-measure.ts';
export { type Publication, publishClient } from './bff-publish.ts';
export { defaultSettings, loadSettings, type SettingsOverrides } from './config/load-settings.ts';
export { packageVersion } from './config/package-version.ts';
export { placeProblems } from './config/place-problems.ts';
export { settingsFileJsonSchema, settingsJsonSchema } from './config/settings-json-schema.ts';
export type { Settings, SettingsInput } from './config/settings-schema.ts';
export { isBlockedPort } from './core/blocked-ports.ts';
export { type ErrorCode, type ErrorRow, errorTable } from './core/errors.ts';
export { type Problem, StartError } from './core/start-error.ts';
export { composeGraph as composeSupergraph } from './graph-composition.ts';
export { withFurtherProblems } from './graph-problems.ts';
export { buildManifest, type Manifest } from './operation/documents/build-manifest.ts';
export { type RunOptions, runBff } from './run-bff.ts';
export type { Composition } from './supergraph/compose-supergraph.ts';
export type { ComputedValue, ComputeEnvironment, ComputeFunction } from './view/compute/compute-function.ts';
