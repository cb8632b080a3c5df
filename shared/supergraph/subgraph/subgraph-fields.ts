import {
  type ConstDirectiveNode,
  type ConstObjectValueNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parseType,
  type TypeNode,
} from 'graphql';
import { argumentNode, directiveNode, nameNode, stringNode } from '../../core/graphql/nodes.ts';
import { stringArgument } from '../read-subgraphs.ts';
import { applied, appliedFor, argumentOf, isTrue, ownType } from './join-arguments.ts';

/**
 * Returns the field as the subgraph declares it, according to `@join__field`; undefined if the subgraph has no such
 * field. A field without `@join__field` is in every subgraph that has its type.
 */
export function fieldOf(field: FieldDefinitionNode, graph: string): FieldDefinitionNode | undefined {
  const joins = applied(field, 'join__field');
  const [join] = appliedFor(field, 'join__field', graph);
  if (joins.length > 0 && join === undefined) return undefined;
  const args = (field.arguments ?? []).map(plain);
  return {
    kind: Kind.FIELD_DEFINITION,
    name: field.name,
    type: typeOf(field.type, join),
    arguments: join === undefined ? args : [...args, ...contextArguments(join)],
    directives: join === undefined ? [] : federationDirectives(join),
  };
}

/** Returns the field of an input type as the subgraph declares it; undefined if the subgraph has no such field. */
export function inputFieldOf(
  field: InputValueDefinitionNode,
  graph: string,
): InputValueDefinitionNode | undefined {
  const joins = applied(field, 'join__field');
  const [join] = appliedFor(field, 'join__field', graph);
  if (joins.length > 0 && join === undefined) return undefined;
  return { ...plain(field), type: typeOf(field.type, join) };
}

/** Without directives and description. */
function plain({ name, type, defaultValue }: InputValueDefinitionNode): InputValueDefinitionNode {
  return { kind: Kind.INPUT_VALUE_DEFINITION, name, type, ...(defaultValue && { defaultValue }) };
}

function typeOf(type: TypeNode, join: ConstDirectiveNode | undefined): TypeNode {
  const own = ownType(join);
  return own === undefined ? type : parseType(own, { noLocation: true });
}

function federationDirectives(join: ConstDirectiveNode): ConstDirectiveNode[] {
  const fieldSets = ['requires', 'provides'].flatMap((name) => {
    const fields = stringArgument(join, name);
    return fields === undefined ? [] : [directiveNode(name, [argumentNode('fields', stringNode(fields))])];
  });
  const isOverridden = isTrue(join, 'usedOverridden') && stringArgument(join, 'overrideLabel') === undefined;
  return isTrue(join, 'external') || isOverridden ? [...fieldSets, directiveNode('external')] : fieldSets;
}

/** The arguments that the executor sets from a context, which the supergraph does not declare (join spec v0.5). */
function contextArguments(join: ConstDirectiveNode): InputValueDefinitionNode[] {
  const list = argumentOf(join, 'contextArguments');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((value) => {
    if (value.kind !== Kind.OBJECT) return [];
    const [name, type] = [textOf(value, 'name'), textOf(value, 'type')];
    if (name === undefined || type === undefined) return [];
    return [
      {
        kind: Kind.INPUT_VALUE_DEFINITION,
        name: nameNode(name),
        type: parseType(type, { noLocation: true }),
      },
    ];
  });
}

function textOf({ fields }: ConstObjectValueNode, name: string): string | undefined {
  const value = fields.find((field) => field.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
