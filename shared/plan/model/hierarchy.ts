import { Kind } from 'graphql';
import type { CompositeNode } from './composite-nodes.ts';

/** Which types belong to which. */
export interface Hierarchy {
  /** The object types of each type. An interface without implementations has itself: no other type is known. */
  readonly objectTypes: ReadonlyMap<string, readonly string[]>;
  /** The interfaces and unions that each type belongs to. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
}

export function readHierarchy(nodes: ReadonlyMap<string, CompositeNode>): Hierarchy {
  const objectTypes = new Map<string, string[]>([...nodes.keys()].map((name) => [name, []]));
  const conditions = new Map<string, string[]>([...nodes.keys()].map((name) => [name, []]));
  for (const [name, node] of nodes) {
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const member of node.types ?? []) {
        objectTypes.get(name)?.push(member.name.value);
        conditions.get(member.name.value)?.push(name);
      }
      continue;
    }
    const isObject = node.kind === Kind.OBJECT_TYPE_DEFINITION;
    if (isObject) objectTypes.get(name)?.push(name);
    for (const { name: parent } of node.interfaces ?? []) {
      conditions.get(name)?.push(parent.value);
      if (isObject) objectTypes.get(parent.value)?.push(name);
    }
  }
  for (const [name, own] of objectTypes) if (own.length === 0) own.push(name);
  return { objectTypes, conditions };
}
