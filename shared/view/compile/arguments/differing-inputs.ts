import { getNamedType } from 'graphql';
import type { ViewInput } from '../../view.ts';
import type { Scope } from '../declarations/scope.ts';
import type { InputPlans } from './input-plans.ts';

/** The enums and input objects whose values differ from the graph's, by published name. */
export function differingInputs(
  { enums, objects }: InputPlans,
  scope: Scope,
): ReadonlyMap<string, ViewInput> {
  const differing = new Set<string>();
  for (const [name, { values }] of enums) {
    if (values.some((value) => !value.isKnown || value.name !== value.publishedName)) differing.add(name);
  }
  for (let previousSize = -1; previousSize < differing.size; ) {
    previousSize = differing.size;
    for (const [name, { fields }] of objects) {
      const isDifferent = fields.some(
        ({ field, publishedName }) =>
          field.name !== publishedName || differing.has(getNamedType(field.type).name),
      );
      if (isDifferent) differing.add(name);
    }
  }
  const found = new Map<string, ViewInput>();
  for (const name of differing) {
    const plan = enums.get(name);
    if (plan) {
      const names = plan.values.filter(({ isKnown }) => isKnown);
      found.set(plan.plan.publishedName, {
        kind: 'enum',
        graphType: name,
        names: new Map(names.map((value) => [value.publishedName, value.name])),
      });
    }
    const object = objects.get(name);
    if (object) {
      const fields = object.fields.map(({ field, publishedName }) => {
        const type = getNamedType(field.type).name;
        return [
          publishedName,
          { name: field.name, type: scope.plans.get(type)?.publishedName ?? type },
        ] as const;
      });
      found.set(object.plan.publishedName, { kind: 'object', graphType: name, fields: new Map(fields) });
    }
  }
  return found;
}
