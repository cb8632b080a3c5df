import { type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';
import type { CompositeNode } from './composite-nodes.ts';
import { parseFieldSet } from './field-set.ts';
import { argumentsOf, directivesNamed } from './join-directives.ts';
import type { ContextArgument } from './supergraph-model.ts';

/** The types that set a context, by its name. */
export type Contexts = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads `@context`, and the older `@context` of the join spec's own namespace. */
export function readContexts(nodes: ReadonlyMap<string, CompositeNode>): Contexts {
  const contexts = new Map<string, Set<string>>();
  for (const [type, { directives }] of nodes)
    for (const { name } of directivesNamed(directives, 'context').map(argumentsOf))
      if (name !== undefined) contexts.set(name, (contexts.get(name) ?? new Set()).add(type));
  return contexts;
}

export function readContextArguments(join: ConstDirectiveNode, contexts: Contexts): ContextArgument[] {
  if (contexts.size === 0) return [];
  const list = join.arguments?.find(({ name }) => name.value === 'contextArguments')?.value;
  if (list?.kind !== Kind.LIST) return [];
  return list.values.map((value) => {
    const { name = '', type = '', context = '', selection = '' } = fieldsOf(value);
    return {
      id: JSON.stringify([name, type, context, selection]),
      name,
      type,
      from: contexts.get(context) ?? new Set(),
      selection: parseFieldSet(inner(selection)),
    };
  });
}

/** Removes the outer braces, which only a selection without type conditions has: `{ prop }`, `... on T { prop }`. */
function inner(selection: string): string {
  const text = selection.trim();
  return text.startsWith('{') ? text.slice(1, text.lastIndexOf('}')) : text;
}

function fieldsOf(value: ConstValueNode): Partial<Record<string, string>> {
  if (value.kind !== Kind.OBJECT) return {};
  return Object.fromEntries(
    value.fields.flatMap((field) =>
      field.value.kind === Kind.STRING ? [[field.name.value, field.value.value]] : [],
    ),
  );
}
