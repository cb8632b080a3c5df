import { isDeepStrictEqual } from 'node:util';
import { isObjectType } from 'graphql';
import { readPolicyDirective } from '../../../core/graphql/policy-directive.ts';
import type { LocatedPolicy } from '../../view.ts';
import { coordinateOf } from '../fields/field-context.ts';
import type { CompiledTypes } from '../published/compile-types.ts';
import { argumentLocation, findDirective } from './declarations.ts';
import type { Scope } from './scope.ts';

/** The policies that `@onError` declares, by the first graph field on the path of each field. */
export function declaredDegradation(
  { graph, problems }: Scope,
  { types }: CompiledTypes,
): ReadonlyMap<string, LocatedPolicy> {
  const found = new Map<string, LocatedPolicy & { readonly by: string }>();
  for (const { context, field } of [...types.values()].flatMap((type) => [...type.fields.values()])) {
    const use = findDirective(context.declared, 'onError');
    if (use === undefined) continue;
    const by = coordinateOf(context);
    const [step] = field.steps;
    if (step === undefined) {
      problems.report(use.location, `@onError needs a field of the graph that ${by} is read from`);
      continue;
    }
    const coordinate = `${step.type}.${step.name}`;
    if (!isObjectType(graph.getType(step.type))) {
      const message = `@onError needs a field of an object type; ${coordinate} belongs to an abstract type`;
      problems.report(use.location, message);
      continue;
    }
    const given = new Map(use.arguments.map(({ name, value }) => [name, value]));
    const { declaration, problems: invalid } = readPolicyDirective(given);
    for (const { argument, message } of invalid) {
      problems.report(argument === undefined ? use.location : argumentLocation(use, argument), message);
    }
    if (declaration === undefined) continue;
    const earlier = found.get(coordinate);
    if (earlier === undefined) found.set(coordinate, { declaration, location: use.location, by });
    else if (!isDeepStrictEqual(earlier.declaration, declaration)) {
      const message = `${by} and ${earlier.by} both start at ${coordinate} but declare different policies for it`;
      problems.report(use.location, message);
    }
  }
  return new Map(
    [...found].map(([coordinate, { declaration, location }]) => [coordinate, { declaration, location }]),
  );
}
