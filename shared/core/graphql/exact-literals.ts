import { type GraphQLSchema, isScalarType, isSpecifiedScalarType, Kind, type ValueNode } from 'graphql';
import { type DataObject, setOwn } from '../json/data-object.ts';
import { readNumber } from '../json/exact-number.ts';

/** Makes the custom scalars of a schema read literals without loss of digits. Modifies and returns the schema. */
export function withExactLiterals(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()))
    if (isScalarType(type) && !isSpecifiedScalarType(type)) type.parseLiteral = readLiteral;
  return schema;
}

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** Like `valueFromASTUntyped`, but without loss for numbers that a JavaScript number cannot represent. */
function readLiteral(node: ValueNode, variables?: Variables): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return readNumber(node.value);
    case Kind.LIST:
      return node.values.map((item) => readLiteral(item, variables));
    case Kind.OBJECT: {
      const object: DataObject = Object.create(null);
      for (const { name, value } of node.fields) setOwn(object, name.value, readLiteral(value, variables));
      return object;
    }
    case Kind.VARIABLE:
      return variables?.[node.name.value];
    default:
      return node.value;
  }
}
