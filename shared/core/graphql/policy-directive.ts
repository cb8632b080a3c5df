import { Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import type { PolicyDeclaration } from '../degradation.ts';
import { nearest } from '../runtime/nearest.ts';
import { durationUnitsMs, readQuantity } from '../runtime/quantity.ts';

const policies: Readonly<Record<string, PolicyDeclaration['onError']>> = {
  NULL: 'null',
  DEFAULT: 'default',
  LAST_GOOD: 'lastGood',
  OMIT: 'omit',
  FAIL: 'fail',
};
export const policyParameters: readonly string[] = ['policy', 'value', 'maxAge', 'shared'];
const ageRange = { min: '1s', max: '30d' };

export interface PolicyProblem {
  /** The wrong argument; undefined for a missing one. */
  readonly argument: string | undefined;
  readonly message: string;
}

/** Reads the policy of `@onError`; undefined if its arguments are not valid. */
export function readPolicyDirective(given: ReadonlyMap<string, ValueNode>): {
  readonly declaration?: PolicyDeclaration;
  readonly problems: readonly PolicyProblem[];
} {
  const problems: PolicyProblem[] = [...given.keys()]
    .filter((name) => !policyParameters.includes(name))
    .map((name) => ({
      argument: name,
      message: `@onError has no argument ${name}${nearest(name, policyParameters)}`,
    }));

  const policy = given.get('policy');
  const onError =
    policy?.kind === Kind.ENUM && Object.hasOwn(policies, policy.value) ? policies[policy.value] : undefined;
  if (onError === undefined) {
    const message = `the policy must be one of ${Object.keys(policies).join(', ')}`;
    problems.push({ argument: policy && 'policy', message });
  }
  const maxAge = given.get('maxAge');
  const ageMs = maxAge?.kind === Kind.STRING ? readAge(maxAge.value) : undefined;
  if (maxAge && ageMs === undefined) {
    const message = `maxAge must be a duration such as "10m", from ${ageRange.min} to ${ageRange.max}`;
    problems.push({ argument: 'maxAge', message });
  }
  const shared = given.get('shared');
  const isShared = shared?.kind === Kind.BOOLEAN ? shared.value : undefined;
  if (shared && isShared === undefined) {
    problems.push({ argument: 'shared', message: 'shared must be true or false' });
  }

  const value = given.get('value');
  if (onError === undefined || problems.length > 0) return { problems };
  const declaration = {
    onError,
    ...(value && { value: valueFromASTUntyped(value) }),
    ...(ageMs !== undefined && { maxAge: ageMs }),
    ...(isShared !== undefined && { shared: isShared }),
  };
  return { declaration, problems };
}

function readAge(text: string): number | undefined {
  const [ageMs, min, max] = [text, ageRange.min, ageRange.max].map((one) =>
    readQuantity(one, durationUnitsMs),
  );
  const isAllowed =
    ageMs !== undefined && min !== undefined && max !== undefined && ageMs >= min && ageMs <= max;
  return isAllowed ? ageMs : undefined;
}
