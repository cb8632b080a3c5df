import { isDeepStrictEqual } from 'node:util';
import { isObjectType } from 'graphql';
import { readPolicyDirective } from '../../../core/graphql/policy-directive.ts';
import type { PlacedPolicy } from '../../view.ts';
import { coordinateOf } from '../fields/field-context.ts';
import type { CompiledTypes } from '../published/compile-types.ts';
import { findDirective, placeOfArgument } from './declarations.ts';
import type { Scope } from './scope.ts';

/** What `@onError` declares, by the field of the graph that each field with it begins with. */
export function declaredDegradation(
  { graph, problems }: Scope,
  { types }: CompiledTypes,
): ReadonlyMap<string, PlacedPolicy> {
  const found = new Map<string, PlacedPolicy & { readonly by: string }>();
  for (const { context, field } of [...types.values()].flatMap((type) => [...type.fields.values()])) {
    const use = findDirective(context.declared, 'onError');
    if (use === undefined) continue;
    const by = coordinateOf(context);
    const [step] = field.steps;
    if (step === undefined) {
      problems.report(use.place, `@onError needs a field of the graph that ${by} comes from`);
      continue;
    }
    const coordinate = `${step.type}.${step.name}`;
    if (!isObjectType(graph.getType(step.type))) {
      const message = `@onError holds for a field of an object type; ${coordinate} is one of an abstract type`;
      problems.report(use.place, message);
      continue;
    }
    const given = new Map(use.arguments.map(({ name, value }) => [name, value]));
    const { declaration, problems: wrong } = readPolicyDirective(given);
    for (const { argument, message } of wrong) {
      problems.report(argument === undefined ? use.place : placeOfArgument(use, argument), message);
    }
    if (declaration === undefined) continue;
    const before = found.get(coordinate);
    if (before === undefined) found.set(coordinate, { declaration, place: use.place, by });
    else if (!isDeepStrictEqual(before.declaration, declaration)) {
      const message = `${by} and ${before.by} both begin with ${coordinate}, and declare different policies for it`;
      problems.report(use.place, message);
    }
  }
  return new Map(
    [...found].map(([coordinate, { declaration, place }]) => [coordinate, { declaration, place }]),
  );
}
