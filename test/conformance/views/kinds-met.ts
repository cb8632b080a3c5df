import { parse } from 'graphql';
import type { View } from '../../../shared/view/view.ts';
import { selectedFields } from './allowed-fields.ts';

/** The parts of the vocabulary of views that an operation uses. */
export function kindsMet(view: View, query: string): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const field of selectedFields(view, parse(query)).keys()) {
    const { steps, value, requires } = field;
    for (const { op } of value) kinds.add(op);
    if (steps.length === 0 && value.length === 0) kinds.add('wrap');
    if (steps.length > 1) kinds.add('path');
    if (requires) kinds.add('requires');
    for (const step of steps) {
      if (step.name !== field.name) kinds.add('renamed field');
      for (const { name, value: given } of step.arguments) {
        if (given.kind !== 'argument') kinds.add(`${given.kind} argument`);
        else if (given.cap) kinds.add('cap');
        else if (given.name !== name) kinds.add('renamed argument');
      }
    }
  }
  const types = [...view.types.values()].filter(({ name }) => query.includes(`on ${name} `));
  if (types.some(({ name, graphType }) => name !== graphType)) kinds.add('renamed type in a fragment');
  if ([...view.fallbacks.values()].some((name) => query.includes(`on ${name} `))) kinds.add('fallback type');
  if (/\$v\d+: [[!\]]*T\d/.test(query)) kinds.add('renamed type of a variable');
  return kinds;
}
