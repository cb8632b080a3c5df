/** The engine's only public entry point. */

export { locateProblems } from './config/load/locate-problems.ts';
export { defaultSettings, loadSettings, type SettingsOverrides } from './config/load-settings.ts';
export { packageVersion } from './config/package-version.ts';
export { settingsFileJsonSchema, settingsJsonSchema } from './config/settings-json-schema.ts';
export type { Settings, SettingsInput } from './config/settings-schema.ts';
export { type ErrorCode, type ErrorRow, errorTable } from './core/errors.ts';
export { isBlockedPort } from './core/http/blocked-ports.ts';
export { type Problem, StartError } from './core/start-error.ts';
export { buildManifest, type Manifest } from './operation/documents/build-manifest.ts';
export { type RunOptions, runBff } from './process/run.ts';
export { composeGraph as composeSupergraph } from './runtime/load/compose-graph.ts';
export { withFurtherProblems } from './runtime/load/graph-problems.ts';
export { type Bff, checkStart, startBff } from './runtime/start.ts';
export type { Composition } from './supergraph/compose-supergraph.ts';
export {
  type BudgetOptions,
  budgetClient,
  type Excess,
  type OperationBudget,
} from './tools/budget-report.ts';
export type { Measurement, RequestedOperation } from './tools/measure-operations.ts';
export { type Publication, publishClient } from './tools/publish-schema.ts';
export type { ComputedValue, ComputeEnvironment, ComputeFunction } from './view/compute/compute-function.ts';
