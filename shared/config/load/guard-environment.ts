import { StartError } from '../../core/start-error.ts';

const disabledChecks = [
  'APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK',
  'APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK',
];

/**
 * Puts the environment variables that libraries look at by themselves into the state that this process promises: no
 * report to anybody outside, no safety check switched off. Throws `StartError` for the latter.
 */
export function guardEnvironment(environment: NodeJS.ProcessEnv = process.env): void {
  const problems = disabledChecks
    .filter((name) => environment[name] !== undefined && environment[name] !== 'false')
    .map((name) => ({
      message: `the environment variable ${name} switches off a protection of the query planner; unset it`,
    }));
  if (problems.length > 0) throw new StartError(problems);
  // Unless told not to, Apollo Gateway asks cloud metadata services where it runs and reports that to its maker.
  environment['APOLLO_TELEMETRY_DISABLED'] = 'true';
}
