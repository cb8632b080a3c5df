import { type GraphQLInputType, getNamedType } from 'graphql';
import { FrontageError } from '../../core/errors.ts';
import type { View } from '../view.ts';

/** Converts a coerced value of a client to a value of the graph. */
export type ChangeInput = (value: unknown) => unknown;

/** Compiles the conversion of a type; undefined if its values need none. */
export function compileInput(
  { inputs }: Pick<View, 'inputs'>,
  type: GraphQLInputType,
): ChangeInput | undefined {
  const name = getNamedType(type).name;
  return inputs.has(name) ? (value) => changeInput(inputs, name, value) : undefined;
}

function changeInput(inputs: View['inputs'], name: string, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => changeInput(inputs, name, item));
  const input = inputs.get(name);
  if (input === undefined) return value;
  if (input.kind === 'enum') return graphValue(input.names, value);
  if (typeof value !== 'object') return value;
  const changed: Record<string, unknown> = Object.create(null);
  for (const [key, field] of Object.entries(value)) {
    const known = input.fields.get(key);
    changed[known?.name ?? key] = known === undefined ? field : changeInput(inputs, known.type, field);
  }
  return changed;
}

/** Converts an enum value. A fallback value is published, because clients read it, but the graph does not have it. */
function graphValue(names: ReadonlyMap<string, string>, value: unknown): unknown {
  const known = typeof value === 'string' ? names.get(value) : undefined;
  if (known !== undefined) return known;
  const allowed = [...names.keys()].join(', ');
  const message = `The value "${value}" represents unknown values and is not allowed as an input. Allowed: ${allowed}.`;
  throw new FrontageError('BAD_USER_INPUT', { message });
}
