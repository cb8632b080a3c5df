import { type DocumentNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';
import { namedType } from '../core/graphql/named-type.ts';
import { argumentsOf, directivesNamed, subgraphNames } from './join-directives.ts';
import type { KeyLeaf } from './type-index.ts';

/** What finding a way around a key that is null needs to know of the supergraph. */
export interface KeyIndex {
  /** Whether the value at the end of a key's leaf may be null, or something on the way to it. */
  mayBeNull(type: string, leaf: KeyLeaf): boolean;
  /** Whether a subgraph itself has what a leaf of a key leads to. */
  resolves(subgraph: string, type: string, leaf: KeyLeaf): boolean;
}

interface FieldOfType {
  readonly type: TypeNode;
  /** The subgraphs that resolve it; undefined when all that have the type do. */
  readonly subgraphs: ReadonlySet<string> | undefined;
}

export function buildKeyIndex(supergraph: DocumentNode): KeyIndex {
  const names = subgraphNames(supergraph);
  const fields = new Map<string, FieldOfType>();
  const subgraphsOfType = new Map<string, ReadonlySet<string>>();
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const joins = directivesNamed(node.directives, 'join__type').map(argumentsOf);
    subgraphsOfType.set(node.name.value, new Set(joins.map(({ graph = '' }) => names.get(graph) ?? graph)));
    for (const field of node.fields ?? []) {
      const { type } = field;
      fields.set(`${node.name.value}.${field.name.value}`, { type, subgraphs: resolversOf(field, names) });
    }
  }

  return {
    mayBeNull(type, leaf) {
      let at: string | undefined = type;
      return leaf.some((name) => {
        const field = fields.get(`${at}.${name}`);
        at = field && namedType(field.type);
        return field?.type.kind !== Kind.NON_NULL_TYPE;
      });
    },
    resolves(subgraph, type, leaf) {
      let at = type;
      return leaf.every((name) => {
        const field = fields.get(`${at}.${name}`);
        const subgraphs = field?.subgraphs ?? subgraphsOfType.get(at);
        if (field === undefined || !subgraphs?.has(subgraph)) return false;
        at = namedType(field.type);
        return true;
      });
    },
  };
}

function resolversOf(
  { directives }: FieldDefinitionNode,
  names: ReadonlyMap<string, string>,
): ReadonlySet<string> | undefined {
  const joins = directivesNamed(directives, 'join__field').map(argumentsOf);
  if (joins.length === 0) return undefined;
  return new Set(
    joins.flatMap(({ graph, external, requires, usedOverridden, overrideLabel }) =>
      graph === undefined || (external ?? requires ?? usedOverridden ?? overrideLabel) !== undefined
        ? []
        : [names.get(graph) ?? graph],
    ),
  );
}
