import {
  coerceInputValue,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { hasExactNumber } from '../core/json/exact-json.ts';
import { describeValue } from './describe-value.ts';
import { fitExactNumbers } from './fit-exact-numbers.ts';

/** Either the coerced variables or the errors. */
export type CoercedVariables =
  | { readonly coerced: Record<string, unknown>; readonly errors?: undefined }
  | { readonly errors: readonly GraphQLError[]; readonly coerced?: undefined };

type Values = Readonly<Record<string, unknown>>;

/** The maximum number of errors about the variables of one request. */
const maxErrors = 10;

/**
 * Coerces the variables of a validated operation (GraphQL spec 6.1.2). Stops at the tenth error. `getVariableValues` of
 * graphql-js prints the whole value into each error, which takes 200 ms for a value of 200 KB.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Values,
): CoercedVariables {
  const values = coerceAll(schema, definitions, given);
  // The scalars of the specification accept no exact numbers. The search for one is needed only after an error.
  if (values.errors === undefined || !hasExactNumber(given)) return values;
  return coerceAll(schema, definitions, fitExactNumbers(schema, definitions, given));
}

/** Thrown to end the coercion of a value that has too many errors. */
class TooManyErrors extends Error {}

function coerceAll(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Values,
): CoercedVariables {
  const coerced: Record<string, unknown> = {};
  const errors: GraphQLError[] = [];
  for (const definition of definitions) {
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    try {
      coerceOne(definition, type, given, coerced, (message) => {
        errors.push(new GraphQLError(message, { nodes: definition }));
        if (errors.length === maxErrors) throw new TooManyErrors();
      });
    } catch (cause) {
      if (cause instanceof TooManyErrors) break;
      throw cause;
    }
  }
  return errors.length > 0 ? { errors } : { coerced };
}

function coerceOne(
  { variable, defaultValue }: VariableDefinitionNode,
  type: GraphQLInputType,
  given: Values,
  coerced: Record<string, unknown>,
  report: (message: string) => void,
): void {
  const name = variable.name.value;
  if (!Object.hasOwn(given, name)) {
    if (defaultValue !== undefined) coerced[name] = valueFromAST(defaultValue, type);
    else if (isNonNullType(type)) report(`Variable "$${name}" of required type "${type}" was not provided.`);
    return;
  }
  const value = given[name];
  if (value === null && isNonNullType(type)) {
    report(`Variable "$${name}" of non-null type "${type}" must not be null.`);
    return;
  }
  // Most errors of a large value are about one object, and its description takes longer than everything else here.
  const described: { value: unknown; text: string } = { value: undefined, text: '' };
  coerced[name] = coerceInputValue(value, type, (path, invalid, { message }) => {
    if (described.text === '' || described.value !== invalid) {
      described.value = invalid;
      described.text = describeValue(invalid);
    }
    const at = path.length > 0 ? ` at "${name}${path.map(stepText).join('')}"` : '';
    report(`Variable "$${name}" got invalid value ${described.text}${at}; ${message}`);
  });
}

function stepText(step: string | number): string {
  return typeof step === 'number' ? `[${step}]` : `.${step}`;
}
