import { StartError } from '../../core/start-error.ts';

const disabledChecks = [
  'APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK',
  'APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK',
];

/**
 * Guards the environment variables that libraries read by themselves: disables reports to third parties, and throws
 * `StartError` if a safety check is switched off.
 */
export function guardEnvironment(environment: NodeJS.ProcessEnv = process.env): void {
  const problems = disabledChecks
    .filter((name) => environment[name] !== undefined && environment[name] !== 'false')
    .map((name) => ({
      message: `the environment variable ${name} disables a protection of the query planner; unset it`,
    }));
  if (problems.length > 0) throw new StartError(problems);
  // By default, Apollo Gateway queries cloud metadata services for its environment and reports it to Apollo.
  environment['APOLLO_TELEMETRY_DISABLED'] = 'true';
}
