import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';
import { boundaryFields } from './boundary-fields.ts';
import { isComposite } from './read-graph-types.ts';

/**
 * The supergraph with every field nullable whose value may have to be fetched from another upstream than its object,
 * `boundaryFields` says which: when that fetch fails, the field is null, and nothing above it. Items of lists stay as
 * they are. Takes the supergraph with its connectors, which it leaves in place.
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
    directives: directives.map((node) => (node.name.value === 'join__field' ? nullableThere(node) : node)),
  };
}

/** A subgraph whose type is another one has it as an argument: it must go on implementing the same interfaces. */
function nullableThere(join: ConstDirectiveNode): ConstDirectiveNode {
  return {
    ...join,
    arguments: (join.arguments ?? []).map((argument) =>
      argument.name.value === 'type' && argument.value.kind === Kind.STRING
        ? { ...argument, value: { ...argument.value, value: argument.value.value.replace(/!$/, '') } }
        : argument,
    ),
  };
}
