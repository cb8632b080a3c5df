import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isCondition } from '../../core/graphql/conditions.ts';
import { fieldNode, inlineFragmentNode, namedTypeNode, selectionSetNode } from '../../core/graphql/nodes.ts';
import type { ViewField } from '../view.ts';
import type { FieldAccess } from './field-access.ts';
import { readArguments } from './given-arguments.ts';
import { type ArgumentsContext, graphArguments } from './graph-arguments.ts';
import { graphDirectives } from './graph-directives.ts';

export interface Selections {
  /** Rewrites a selection set of a published type for the graph. The result is never empty. */
  rewrite(selectionSet: SelectionSetNode, typeName: string): SelectionSetNode;
  /** Undefined for a meta field, and for a field that the type does not define. */
  accessOf(typeName: string, node: FieldNode): FieldAccess | undefined;
  /** The rewritten fragments of the visited selections. */
  fragments(): FragmentDefinitionNode[];
  /** The published fields of the visited selections. */
  readonly met: ReadonlySet<ViewField>;
}

const typename = fieldNode('__typename');
const onlyTypename = selectionSetNode([typename]);

/**
 * Rewrites the selections of a client. Fragments stay fragments: inlined, they can expand to exponentially many fields. A
 * field is rewritten for the static type of its parent; if that is an interface whose types read the field from different
 * paths, for each of these types.
 */
export function createSelections(
  context: ArgumentsContext,
  clientFragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Selections {
  const { view } = context;
  const fallbackTypes = new Set(view.fallbacks.values());
  const accesses = new Map<FieldNode, Map<string, FieldAccess>>();
  const fragments = new Map<string, FragmentDefinitionNode | undefined>();
  const met = new Set<ViewField>();

  function rewrite({ selections }: SelectionSetNode, typeName: string): SelectionSetNode {
    const rewritten = selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return rewriteField(selection, typeName);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        if (condition !== undefined && fallbackTypes.has(condition)) return [];
        const within = rewrite(selection.selectionSet, condition ?? typeName);
        return [fragmentOn(condition, within, graphDirectives(selection.directives, context))];
      }
      if (rewriteFragment(selection.name.value) === undefined) return [];
      return [{ ...selection, directives: graphDirectives(selection.directives, context) }];
    });
    return selectionSetNode(rewritten.length > 0 ? rewritten : [typename]);
  }

  function rewriteField(node: FieldNode, typeName: string): readonly SelectionNode[] {
    if (node.name.value === '__typename') return [node];
    // Introspection is resolved from the client's schema: it and its fragments are not sent to the graph.
    if (node.name.value.startsWith('__')) return [];
    const type = view.schema.getType(typeName);
    if (isInterfaceType(type) && !isAlike(type, node)) {
      return view.schema.getPossibleTypes(type).flatMap(({ name }) => {
        if (fallbackTypes.has(name)) return [];
        const selections = accessOf(name, node)?.selections ?? [];
        return selections.length === 0 ? [] : [fragmentOn(name, selectionSetNode(selections), undefined)];
      });
    }
    return accessOf(typeName, node)?.selections ?? [];
  }

  /** Whether all types of an interface read a field from the same path as the interface. */
  function isAlike(type: GraphQLInterfaceType, { name: { value: name } }: FieldNode): boolean {
    const own = view.types.get(type.name)?.fields.get(name);
    return view.schema
      .getPossibleTypes(type)
      .every(
        (one) =>
          fallbackTypes.has(one.name) ||
          sourceKeyOf(view.types.get(one.name)?.fields.get(name)) === sourceKeyOf(own),
      );
  }

  function rewriteFragment(name: string): FragmentDefinitionNode | undefined {
    if (fragments.has(name)) return fragments.get(name);
    fragments.set(name, undefined);
    const fragment = clientFragments.get(name);
    if (fragment === undefined) return undefined;
    const condition = fragment.typeCondition.name.value;
    if (fallbackTypes.has(condition)) return undefined;
    const rewritten: FragmentDefinitionNode = {
      ...fragment,
      directives: graphDirectives(fragment.directives, context),
      typeCondition: namedTypeNode(graphNameOf(condition)),
      selectionSet: rewrite(fragment.selectionSet, condition),
    };
    fragments.set(name, rewritten);
    return rewritten;
  }

  function accessOf(typeName: string, node: FieldNode): FieldAccess | undefined {
    const known = accesses.get(node)?.get(typeName);
    if (known !== undefined) return known;
    const field = view.types.get(typeName)?.fields.get(node.name.value);
    if (field === undefined) return undefined;
    met.add(field);
    const access = buildAccess(typeName, field, node);
    const byType = accesses.get(node) ?? new Map<string, FieldAccess>();
    accesses.set(node, byType.set(typeName, access));
    return access;
  }

  function buildAccess(typeName: string, field: ViewField, node: FieldNode): FieldAccess {
    const type = view.schema.getType(typeName);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name] : undefined;
    if (definition === undefined) throw new TypeError(`${typeName}.${field.name} is not in the schema`);
    const given = readArguments(definition, node, context.print);
    const below = selectedBelow(field, node, getNamedType(definition.type).name);
    const nodes: FieldNode[] = [];
    let within = below;
    for (const [index, step] of [...field.steps.entries()].reverse()) {
      const { alias } = node;
      const graphNode = fieldNode(step.name, {
        arguments: graphArguments(step, given, context),
        ...(within && { selectionSet: within }),
        // The same mutation under two aliases is two mutations.
        ...(index === 0 && {
          directives: graphDirectives(node.directives, context),
          ...(alias && { alias }),
        }),
      });
      nodes.unshift(graphNode);
      within = selectionSetNode([graphNode]);
    }
    return {
      field,
      graphType: graphNameOf(typeName),
      given,
      nodes,
      selections: selectionsOf(nodes, within, node),
    };
  }

  function selectedBelow(field: ViewField, node: FieldNode, typeName: string): SelectionSetNode | undefined {
    if (node.selectionSet === undefined) {
      return field.requires ?? (isMadeOfObjects(field) ? onlyTypename : undefined);
    }
    const set = rewrite(node.selectionSet, typeName);
    const keys = field.value.flatMap((operation) => (operation.op === 'keepSlots' ? [operation.key] : []));
    return { ...set, selections: [...set.selections, ...keys.map((key) => fieldNode(key))] };
  }

  /** Whether the value is computed from objects of the graph without reading their fields, as by counting them. */
  function isMadeOfObjects({ steps }: ViewField): boolean {
    const last = steps.at(-1);
    const owner = last && context.graph.getType(last.type);
    if (!isObjectType(owner) && !isInterfaceType(owner)) return false;
    const definition = owner.getFields()[last?.name ?? ''];
    return definition !== undefined && isCompositeType(getNamedType(definition.type));
  }

  function selectionsOf(
    nodes: readonly FieldNode[],
    within: SelectionSetNode | undefined,
    { directives }: FieldNode,
  ): readonly SelectionNode[] {
    if (within === undefined) return [];
    const conditions = (directives ?? []).filter(isCondition);
    if (nodes.length > 0 || conditions.length === 0) return within.selections;
    // A fragment has the conditions in place of the field.
    return [inlineFragmentNode(within, { directives: conditions })];
  }

  function fragmentOn(
    condition: string | undefined,
    selectionSet: SelectionSetNode,
    directives: readonly DirectiveNode[] | undefined,
  ): SelectionNode {
    const typeCondition = condition === undefined ? undefined : graphNameOf(condition);
    return inlineFragmentNode(selectionSet, { typeCondition, directives });
  }

  function graphNameOf(typeName: string): string {
    return view.types.get(typeName)?.graphType ?? view.graphNames.get(typeName) ?? typeName;
  }

  return {
    rewrite,
    accessOf,
    met,
    fragments: () => [...fragments.values()].flatMap((fragment) => fragment ?? []),
  };
}

/** A key that is equal for fields with the same source in the graph. */
function sourceKeyOf(field: ViewField | undefined): string {
  return JSON.stringify([
    field?.steps.map(({ name, arguments: args }) => [name, args]),
    field?.requires,
    field?.value.filter(({ op }) => op === 'keepSlots'),
  ]);
}
