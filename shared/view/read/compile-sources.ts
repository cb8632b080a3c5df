import type { FieldNode } from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import type { FieldSource, SourceOf } from '../../core/shape-program.ts';
import type { FieldAccess } from '../rewrite/field-access.ts';
import { compileProjection, keysOf } from './compile-projection.ts';
import { compileRead, type ReadContext } from './compile-read.ts';

export interface SourcesContext extends ReadContext {
  accessOf(typeName: string, node: FieldNode): FieldAccess | undefined;
  readonly keyOf: KeyOf;
}

/** See `ViewedOperation.sources`. Each field of each type is compiled when it is first asked for. */
export function compileSources(context: SourcesContext): SourceOf {
  const { accessOf, keyOf } = context;
  const sources = new Map<FieldNode, Map<string, FieldSource>>();

  function compile(typeName: string, node: FieldNode): FieldSource {
    const access = accessOf(typeName, node);
    // A meta field.
    if (access === undefined) return { keys: [keyOf(node)], needs: [], read: undefined };
    const { field, nodes, given, graphType } = access;
    if (isRoot(graphType) && field.steps[0]?.name === '__typename') return constantSource(graphType);
    const keys = nodes.map(keyOf);
    const { requires } = field;
    const rootName = keys.length === 0 && isRoot(graphType) ? graphType : undefined;
    const project = requires && compileProjection(requires, keyOf, context.graph, rootName);
    return {
      keys,
      needs: requires === undefined ? [] : keysOf(requires, keyOf),
      read: compileRead({ field, keys, given, project, slotValues: slotValues(access), keyOf }, context),
    };
  }

  /** No upstream is asked for the name of a root type. */
  function isRoot(graphType: string): boolean {
    const { graph } = context;
    return [graph.getQueryType(), graph.getMutationType()].some((type) => type?.name === graphType);
  }

  function constantSource(value: unknown): FieldSource {
    return { keys: [], needs: [], read: () => value };
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

/** The graph's argument that names the items of a list. */
function slotValues({ field, nodes }: FieldAccess): FieldNode['arguments'] {
  const operation = field.value.find(({ op }) => op === 'keepSlots');
  if (operation?.op !== 'keepSlots') return undefined;
  return nodes.at(-1)?.arguments?.filter(({ name }) => name.value === operation.argument);
}
