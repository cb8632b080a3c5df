import {
  type DocumentNode,
  type FloatValueNode,
  GraphQLID,
  type GraphQLSchema,
  getNamedType,
  type IntValueNode,
  isSpecifiedScalarType,
  Kind,
  print,
  type StringValueNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isExactAsNumber } from '../core/json/exact-number.ts';

type NumberNode = IntValueNode | FloatValueNode;

/** An operation for the planner, which reads literals as JavaScript numbers. */
export interface PlannableLiterals {
  readonly document: DocumentNode;
  /** Puts the numbers back into an operation of the plan. */
  restore(operation: DocumentNode): DocumentNode;
}

/**
 * Puts texts in the place of numbers that would lose digits, where the type takes any text: custom scalars and `ID`.
 * The texts occur nowhere else in the operation.
 */
export function hideExactLiterals(document: DocumentNode, schema: GraphQLSchema): PlannableLiterals {
  const hidden = new Map<string, NumberNode>();
  if (!hasLongNumber(document)) return { document, restore: (operation) => operation };
  const text = print(document);
  let prefix = 'number ';
  while (text.includes(prefix)) prefix = `number ${prefix}`;
  const types = new TypeInfo(schema);
  const hide = (node: NumberNode): StringValueNode | undefined => {
    const type = types.getInputType();
    const named = type && getNamedType(type);
    if (isExactAsNumber(node.value)) return undefined;
    if (named && isSpecifiedScalarType(named) && named !== GraphQLID) return undefined;
    const value = `${prefix}${node.value}`;
    hidden.set(value, node);
    return { kind: Kind.STRING, value };
  };
  const replaced = visit(document, visitWithTypeInfo(types, { IntValue: hide, FloatValue: hide }));
  return {
    document: replaced,
    restore: (operation) => visit(operation, { StringValue: ({ value }) => hidden.get(value) }),
  };
}

function hasLongNumber(document: DocumentNode): boolean {
  let found = false;
  const look = ({ value }: NumberNode): void => {
    found ||= !isExactAsNumber(value);
  };
  visit(document, { IntValue: look, FloatValue: look });
  return found;
}
