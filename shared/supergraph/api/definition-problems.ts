import {
  type DefinitionNode,
  DirectiveLocation,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';
import { namedType } from '../../core/graphql/named-type.ts';
import { checkDirectives } from './applied-directives.ts';
import type { Annotated, DefinitionIndex } from './definition-index.ts';
import { valueProblem } from './value-problem.ts';

/**
 * Returns the problems of definitions that building a schema does not find: duplicates, unknown types, wrong default
 * values, and applied directives that are unknown, in a wrong place, or have wrong arguments. Specified by GraphQL in
 * the section "Type System"; this is one pass over the document, because supergraphs consist mostly of directives.
 */
export function definitionProblems(definitions: readonly DefinitionNode[], index: DefinitionIndex): string[] {
  const problems: string[] = [];

  const checkType = (type: TypeNode, coordinate: string): void => {
    const name = namedType(type);
    if (!index.types.has(name)) problems.push(`${coordinate} is of the unknown type ${name}`);
  };

  const checkReferences = (names: readonly string[], coordinate: string): void => {
    for (const name of names)
      if (!index.types.has(name)) problems.push(`${coordinate} refers to the unknown type ${name}`);
    checkUnique(names, coordinate);
  };

  const checkUnique = (names: readonly string[], coordinate: string): void => {
    if (new Set(names).size === names.length) return;
    const twice = names.find((name, position) => names.indexOf(name) !== position);
    problems.push(`${coordinate} has ${twice} more than once`);
  };

  const checkApplied = (node: Annotated, location: string, coordinate: string): void =>
    checkDirectives(node, location, coordinate, index, problems);

  const checkInput = (node: InputValueDefinitionNode, location: string, coordinate: string): void => {
    checkType(node.type, coordinate);
    checkApplied(node, location, coordinate);
    if (node.defaultValue === undefined) return;
    const problem = valueProblem(node.defaultValue, node.type, index);
    if (problem !== undefined) problems.push(`${coordinate} has a wrong default value: ${problem}`);
  };

  const checkInputs = (nodes: readonly InputValueDefinitionNode[], coordinate: string): void => {
    checkUnique(namesOf(nodes), coordinate);
    for (const node of nodes)
      checkInput(node, DirectiveLocation.ARGUMENT_DEFINITION, `${coordinate}(${node.name.value}:)`);
  };

  const checkField = (field: FieldDefinitionNode, type: string): void => {
    const coordinate = `${type}.${field.name.value}`;
    checkType(field.type, coordinate);
    checkApplied(field, DirectiveLocation.FIELD_DEFINITION, coordinate);
    if (field.arguments !== undefined) checkInputs(field.arguments, coordinate);
  };

  const check = (node: DefinitionNode): void => {
    switch (node.kind) {
      case Kind.SCHEMA_DEFINITION:
      case Kind.SCHEMA_EXTENSION: {
        const roots = node.operationTypes ?? [];
        checkUnique(
          roots.map(({ operation }) => operation),
          'schema',
        );
        for (const { operation, type } of roots) checkType(type, `the root type of ${operation}`);
        checkApplied(node, DirectiveLocation.SCHEMA, 'schema');
        break;
      }
      case Kind.SCALAR_TYPE_DEFINITION:
        checkApplied(node, DirectiveLocation.SCALAR, node.name.value);
        break;
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION: {
        const { OBJECT, INTERFACE } = DirectiveLocation;
        const { interfaces = [], fields = [], name } = node;
        checkApplied(node, node.kind === Kind.OBJECT_TYPE_DEFINITION ? OBJECT : INTERFACE, name.value);
        checkReferences(namesOf(interfaces), name.value);
        checkUnique(namesOf(fields), name.value);
        for (const field of fields) checkField(field, name.value);
        break;
      }
      case Kind.UNION_TYPE_DEFINITION:
        checkApplied(node, DirectiveLocation.UNION, node.name.value);
        checkReferences(namesOf(node.types ?? []), node.name.value);
        break;
      case Kind.ENUM_TYPE_DEFINITION: {
        const { values = [], name } = node;
        checkApplied(node, DirectiveLocation.ENUM, name.value);
        checkUnique(namesOf(values), name.value);
        for (const value of values)
          checkApplied(value, DirectiveLocation.ENUM_VALUE, `${name.value}.${value.name.value}`);
        break;
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
        const { fields = [], name } = node;
        checkApplied(node, DirectiveLocation.INPUT_OBJECT, name.value);
        checkUnique(namesOf(fields), name.value);
        for (const field of fields)
          checkInput(field, DirectiveLocation.INPUT_FIELD_DEFINITION, `${name.value}.${field.name.value}`);
        break;
      }
      case Kind.DIRECTIVE_DEFINITION:
        checkInputs(node.arguments ?? [], `@${node.name.value}`);
        break;
    }
  };

  for (const node of definitions) check(node);
  return problems;
}

function namesOf(nodes: readonly { readonly name: { readonly value: string } }[]): string[] {
  return nodes.map(({ name }) => name.value);
}
