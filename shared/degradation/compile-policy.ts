import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { PolicyDeclaration } from '../core/degradation.ts';
import type { DegradationPolicy } from './field-rule.ts';
import { fitDefault } from './fit-default.ts';

interface Compiled {
  readonly policy?: DegradationPolicy;
  /** `at`: the path below the policy's key. */
  readonly problem?: { readonly at: string; readonly message: string };
}

type Field = GraphQLField<unknown, unknown>;

/** `type`, `about`: the type or field that the policy is declared for; neither for an upstream. */
export function compilePolicy(
  { onError, value, maxAge, shared, ...rest }: PolicyDeclaration,
  schema: GraphQLSchema,
  type: GraphQLObjectType | undefined,
  about: readonly Field[],
): Compiled {
  const isGiven = value !== undefined || 'value' in rest;
  if (onError !== 'default' && isGiven) return wrong('.value', 'only onError: default has a value');
  if (onError !== 'lastGood' && maxAge !== undefined)
    return wrong('.maxAge', 'only onError: lastGood has an age');
  if (onError !== 'lastGood' && shared !== undefined)
    return wrong('.shared', 'only onError: lastGood is shared or not');
  if (onError === 'default') {
    if (type === undefined) return wrong('', 'a default is declared by type or by field: fields differ');
    if (value === undefined) return wrong('', 'onError: default needs a value');
    return compileDefault(value, schema, about);
  }
  if (onError === 'lastGood') {
    if (type !== undefined && type.name === schema.getMutationType()?.name)
      return wrong('', 'what a mutation gives is not kept');
    if (maxAge === undefined) return wrong('', 'onError: lastGood needs maxAge');
    return { policy: { onError, maxAgeMs: maxAge, isShared: shared === true } };
  }
  const roots = [schema.getQueryType()?.name, schema.getMutationType()?.name];
  if (onError === 'omit' && type !== undefined && roots.includes(type.name))
    return wrong(
      '',
      `an object of type ${type.name} is never an item of a list; allowed: null, default, lastGood, fail`,
    );
  return { policy: { onError } };
}

function compileDefault(value: unknown, schema: GraphQLSchema, about: readonly Field[]): Compiled {
  let fitted: unknown;
  for (const field of about) {
    const result = fitDefault(value, field.type, schema, field.name);
    if ('problem' in result) return wrong('.value', result.problem);
    fitted = result.value;
  }
  return { policy: { onError: 'default', value: fitted } };
}

function wrong(at: string, message: string): Compiled {
  return { problem: { at, message } };
}
