import { type DocumentNode, Kind, type SelectionSetNode, type StringValueNode } from 'graphql';
import { parseFields } from '../harness/reference-resolvers.ts';
import type { JsonObject } from '../harness/scenario.ts';
import type { Thing } from './thing.ts';

/** An argument that a subgraph receives from an enclosing object. */
export interface ContextArgument {
  readonly name: string;
  /** The types that set its context. */
  readonly types: ReadonlySet<string>;
  readonly selection: SelectionSetNode;
}

/** By `Type.field`. */
export type ContextArguments = ReadonlyMap<string, readonly ContextArgument[]>;

/** The `@context` and `@fromContext` of a subgraph. */
export function readContextArguments(document: DocumentNode): ContextArguments {
  const types = new Map<string, Set<string>>();
  for (const node of document.definitions) {
    if (!('directives' in node) || !('name' in node) || node.name === undefined) continue;
    for (const { name, arguments: args } of node.directives ?? []) {
      const value = args?.[0]?.value;
      if (!/^(?:federation__)?context$/.test(name.value) || value?.kind !== Kind.STRING) continue;
      types.set(value.value, (types.get(value.value) ?? new Set()).add(node.name.value));
    }
  }
  const found = new Map<string, ContextArgument[]>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of node.fields ?? []) {
      const args = (field.arguments ?? []).flatMap((argument): ContextArgument[] => {
        const source = argument.directives?.find(({ name }) => /fromContext$/.test(name.value));
        const value = source?.arguments?.[0]?.value;
        return value?.kind === Kind.STRING ? [readArgument(argument.name.value, value, types)] : [];
      });
      if (args.length > 0) found.set(`${node.name.value}.${field.name.value}`, args);
    }
  }
  return found;
}

function readArgument(
  name: string,
  { value }: StringValueNode,
  types: ReadonlyMap<string, ReadonlySet<string>>,
): ContextArgument {
  const [, context = '', rest = ''] = /^\s*\$(\w+)\s*(.*)$/s.exec(value) ?? [];
  const text = rest.startsWith('{') ? rest.slice(1, -1) : rest;
  return { name, types: types.get(context) ?? new Set(), selection: parseFields(text) };
}

/** The nearest object that sets the context: this one or one on the path to it. */
export function setterOf(thing: Thing | undefined, { types }: ContextArgument): Thing | undefined {
  let nearest = thing;
  while (nearest !== undefined && !types.has(nearest.typename)) nearest = nearest.via;
  return nearest;
}

/** The one value that a selection resolved. */
export function soleValue(selected: unknown): unknown {
  if (typeof selected !== 'object' || selected === null || Array.isArray(selected)) return selected;
  const [inner = null] = Object.values(selected);
  return soleValue(inner);
}

/** Removes context arguments that are null: an object without a value and no value are equivalent. */
export function withoutNulls(args: JsonObject, of: readonly ContextArgument[]): JsonObject {
  const names = new Set(of.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(args).filter(([name, value]) => value !== null || !names.has(name)),
  );
}
