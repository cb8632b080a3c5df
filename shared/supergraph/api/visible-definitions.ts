import { type DefinitionNode, type InputValueDefinitionNode, isTypeDefinitionNode, Kind } from 'graphql';
import type { Annotated } from './definition-index.ts';

export interface Visibility {
  /** Whether a definition with this name, without `@`, belongs to a linked specification. */
  isOwned(name: string, isDirective: boolean): boolean;
  /** Whether the contract of the graph hides the element. */
  isHidden(node: Annotated): boolean;
}

/** The directives of incremental delivery are of the server, not of the graph. */
const serverDirectives: ReadonlySet<string> = new Set(['defer', 'stream']);

/**
 * Returns the definitions without the elements of linked specifications, without hidden elements, and without references
 * to hidden types. Definitions are not modified.
 */
export function visibleDefinitions(
  definitions: readonly DefinitionNode[],
  { isOwned, isHidden }: Visibility,
): DefinitionNode[] {
  const hidden = new Set(
    definitions.flatMap((node) => (isTypeDefinitionNode(node) && isHidden(node) ? [node.name.value] : [])),
  );

  /** Returns the node without the directives of specifications. */
  const bare = <Node extends Annotated>(node: Node): Node => {
    const directives = node.directives?.filter(({ name }) => !isOwned(name.value, true));
    return directives?.length === node.directives?.length ? node : { ...node, directives };
  };
  const visible = <Node extends Annotated>(nodes: readonly Node[] = []): Node[] =>
    nodes.filter((node) => !isHidden(node)).map(bare);
  const withArguments = <
    Node extends { readonly arguments?: readonly InputValueDefinitionNode[] | undefined },
  >(
    node: Node,
  ): Node => (node.arguments?.length ? { ...node, arguments: visible(node.arguments) } : node);
  const referenced = <Reference extends { readonly name: { readonly value: string } }>(
    nodes: readonly Reference[] = [],
  ): readonly Reference[] =>
    hidden.size === 0 ? nodes : nodes.filter(({ name }) => !hidden.has(name.value));

  return definitions.flatMap((node): DefinitionNode[] => {
    switch (node.kind) {
      case Kind.SCHEMA_DEFINITION: {
        const operationTypes = node.operationTypes.filter(({ type }) => !hidden.has(type.name.value));
        return [bare({ ...node, operationTypes })];
      }
      case Kind.DIRECTIVE_DEFINITION: {
        const name = node.name.value;
        return isOwned(name, true) || serverDirectives.has(name) ? [] : [withArguments(node)];
      }
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        if (hidden.has(node.name.value) || isOwned(node.name.value, false)) return [];
        break;
      default:
        // Extensions of the schema only have links.
        return [];
    }
    const type = bare(node);
    switch (type.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION: {
        const fields = visible(type.fields).map(withArguments);
        return [{ ...type, interfaces: referenced(type.interfaces), fields }];
      }
      case Kind.UNION_TYPE_DEFINITION:
        return [{ ...type, types: referenced(type.types) }];
      case Kind.ENUM_TYPE_DEFINITION:
        return [{ ...type, values: visible(type.values) }];
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return [{ ...type, fields: visible(type.fields) }];
      default:
        return [type];
    }
  });
}
