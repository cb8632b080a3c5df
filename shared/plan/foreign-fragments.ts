import {
  type DocumentNode,
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isTypeDefinitionNode,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentsOf, directivesNamed } from './join-directives.ts';

/** Rewrites an operation so that the planner can plan it. */
export type RewriteOperation = (document: DocumentNode) => DocumentNode;

/**
 * Replaces fragments on an abstract type where an object may come from a subgraph that knows the object's interface as
 * an `@interfaceObject` and the abstract type not at all: the planner finds no way from there. A fragment on what the
 * interface itself implements needs no condition; any other one becomes a fragment for each type that both have.
 */
export function replaceForeignFragments(supergraph: DocumentNode, schema: GraphQLSchema): RewriteOperation {
  const isForeign = foreignTypes(supergraph);
  return isForeign === undefined
    ? (document) => document
    : (document) => rewrite(document, schema, isForeign);
}

type IsForeign = (type: GraphQLCompositeType, condition: GraphQLAbstractType) => boolean;

/** Undefined when the supergraph has no `@interfaceObject`. */
function foreignTypes({ definitions }: DocumentNode): IsForeign | undefined {
  /** The subgraphs that know a type. */
  const known = new Map<string, Set<string | undefined>>();
  /** The subgraphs that know a type as `@interfaceObject`. */
  const interfaceObjects = new Map<string, Set<string | undefined>>();
  for (const node of definitions) {
    if (!isTypeDefinitionNode(node)) continue;
    const joins = directivesNamed(node.directives, 'join__type').map(argumentsOf);
    const objects = joins.filter(({ isInterfaceObject }) => isInterfaceObject === 'true');
    known.set(node.name.value, new Set(joins.map(({ graph }) => graph)));
    if (objects.length > 0) interfaceObjects.set(node.name.value, new Set(objects.map(({ graph }) => graph)));
  }
  if (interfaceObjects.size === 0) return undefined;
  const isUnknownFrom = (interfaceName: string, condition: string): boolean =>
    [...(interfaceObjects.get(interfaceName) ?? [])].some((graph) => !known.get(condition)?.has(graph));
  return (type, condition) => {
    const parents = isUnionType(type) ? [] : type.getInterfaces();
    return [type, ...parents].some(({ name }) => isUnknownFrom(name, condition.name));
  };
}

function rewrite(document: DocumentNode, schema: GraphQLSchema, isForeign: IsForeign): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const definitions = document.definitions.map((node) => {
    if (node.kind === Kind.OPERATION_DEFINITION) {
      return { ...node, selectionSet: rewriteSet(node.selectionSet, schema.getRootType(node.operation)) };
    }
    if (node.kind !== Kind.FRAGMENT_DEFINITION) return node;
    const selectionSet = rewriteSet(node.selectionSet, schema.getType(node.typeCondition.name.value));
    return { ...node, selectionSet };
  });
  return { ...document, definitions };

  function rewriteSet(set: SelectionSetNode, type: unknown): SelectionSetNode {
    if (!isCompositeType(type)) return set;
    return { ...set, selections: set.selections.flatMap((selection) => rewriteSelection(selection, type)) };
  }

  function rewriteSelection(selection: SelectionNode, type: GraphQLCompositeType): SelectionNode[] {
    if (selection.kind === Kind.FIELD) return [rewriteField(selection, type)];
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const condition = schema.getType(fragment?.typeCondition?.name.value ?? type.name);
    if (fragment === undefined || !isCompositeType(condition)) return [selection];
    // What a wider fragment allowed may be impossible inside of a narrower one.
    if (!doTypesOverlap(schema, type, condition)) return [];
    if (!isAbstractType(condition) || !isForeign(type, condition)) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      return [{ ...selection, selectionSet: rewriteSet(selection.selectionSet, condition) }];
    }
    const { directives = [] } = selection;
    return narrowed(type, condition).map(
      (one): InlineFragmentNode => ({
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: one.name } },
        directives,
        selectionSet: rewriteSet(fragment.selectionSet, one),
      }),
    );
  }

  /** The widest types that say of an object of one type that it is one of the other type, too. */
  function narrowed(
    type: GraphQLCompositeType,
    condition: GraphQLAbstractType,
  ): readonly GraphQLCompositeType[] {
    if (!isAbstractType(type)) return [type];
    if (isInterfaceType(type) && schema.isSubType(condition, type)) return [type];
    return schema.getPossibleTypes(condition).filter((one) => schema.isSubType(type, one));
  }

  function rewriteField(field: FieldNode, type: GraphQLCompositeType): FieldNode {
    const definition = isUnionType(type) ? undefined : type.getFields()[field.name.value];
    if (definition === undefined || field.selectionSet === undefined) return field;
    return { ...field, selectionSet: rewriteSet(field.selectionSet, getNamedType(definition.type)) };
  }
}
