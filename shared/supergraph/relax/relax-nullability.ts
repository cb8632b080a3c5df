import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';
import { boundaryFields } from './boundary-fields.ts';
import { isComposite } from './read-graph-types.ts';

/**
 * Makes every field nullable whose value may be fetched from another upstream than its object, as `boundaryFields`
 * returns them: if that fetch fails, the field is null, but none of its parents. Items of lists are not modified. Takes
 * the supergraph with its connectors, which it does not modify.
 */
export function relaxNullability(supergraph: DocumentNode): DocumentNode {
  const found = boundaryFields(supergraph);
  return {
    ...supergraph,
    definitions: supergraph.definitions.map((node) => {
      if (!isComposite(node)) return node;
      const fields = (node.fields ?? []).map((field) =>
        found.has(`${node.name.value}.${field.name.value}`) ? nullable(field) : field,
      );
      return { ...node, fields };
    }),
  };
}

function nullable(field: FieldDefinitionNode): FieldDefinitionNode {
  const { type, directives = [] } = field;
  return {
    ...field,
    type: type.kind === Kind.NON_NULL_TYPE ? type.type : type,
    directives: directives.map((node) => (node.name.value === 'join__field' ? nullableJoin(node) : node)),
  };
}

/**
 * Makes the `type` argument nullable, which is present if the subgraph has another type: the type must still implement
 * the same interfaces.
 */
function nullableJoin(join: ConstDirectiveNode): ConstDirectiveNode {
  return {
    ...join,
    arguments: (join.arguments ?? []).map((argument) =>
      argument.name.value === 'type' && argument.value.kind === Kind.STRING
        ? { ...argument, value: { ...argument.value, value: argument.value.value.replace(/!$/, '') } }
        : argument,
    ),
  };
}
