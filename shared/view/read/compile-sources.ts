import type { FieldNode } from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import type { FieldSource, Needs, SourceOf } from '../../core/response-writer.ts';
import type { FieldAccess } from '../rewrite/field-access.ts';
import { compilePositions } from './compile-positions.ts';
import { compileProjection, needsOf } from './compile-projection.ts';
import { compileRead, type ReadContext } from './compile-read.ts';
import { slotsOf } from './keep-slots.ts';

export interface SourcesContext extends ReadContext {
  accessOf(typeName: string, node: FieldNode): FieldAccess | undefined;
  readonly keyOf: KeyOf;
}

/** See `ViewedOperation.sources`. Each field of each type is compiled when it is first requested. */
export function compileSources(context: SourcesContext): SourceOf {
  const { accessOf, keyOf } = context;
  const sources = new Map<FieldNode, Map<string, FieldSource>>();

  function compile(typeName: string, node: FieldNode): FieldSource {
    const access = accessOf(typeName, node);
    // A meta field.
    if (access === undefined) return metaSource(keyOf(node));
    const { field, nodes, given, graphType } = access;
    const keys = nodes.map(keyOf);
    // If the client selects fields of the value, the field's requirements serve only its operations.
    const requires = node.selectionSet === undefined ? field.requires : undefined;
    const rootName = isRoot(graphType) ? graphType : undefined;
    const project =
      requires && compileProjection(requires, keyOf, context.graph, keys.length === 0 ? rootName : undefined);
    const typename = field.steps[0]?.name === '__typename' ? rootName : undefined;
    const slots = slotsOf(access, keyOf);
    return {
      keys,
      needs: field.value.some(({ op }) => op === 'hasMore')
        ? nothing
        : requires && needsOf([requires], keyOf),
      read: compileRead({ field, keys, given, project, slots, typename }, context),
      positionsOf: compilePositions(field, slots, context),
    };
  }

  /** Whether it is a root type: its name is never fetched from an upstream. */
  function isRoot(graphType: string): boolean {
    const { graph } = context;
    return [graph.getQueryType(), graph.getMutationType()].some((type) => type?.name === graphType);
  }

  return (typeName, node) => {
    const byType = sources.get(node) ?? new Map<string, FieldSource>();
    const known = byType.get(typeName);
    if (known !== undefined) return known;
    const source = compile(typeName, node);
    sources.set(node, byType.set(typeName, source));
    return source;
  };
}

/** The needs of `@hasMore`: it counts items and reads none of their fields. */
const nothing: Needs = new Map();

function metaSource(key: string): FieldSource {
  return { keys: [key], needs: undefined, read: undefined, positionsOf: undefined };
}
