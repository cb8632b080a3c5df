import { Kind, parseType, type VariableDefinitionNode } from 'graphql';
import type { Variables } from '../../core/client-view.ts';
import { variableNode } from '../../core/graphql/nodes.ts';
import type { Presentation } from '../../core/presentation.ts';

/** Computes a value from the client's variables. */
export type MakeValue = (variables: Variables, presentation: Presentation) => unknown;

/** The variables of the graph's operation that the client's operation does not have. */
export interface BoundVariables {
  /** Adds a variable of this type (of the graph) and returns its name. Equal keys share one variable. */
  add(key: string, type: string, make: MakeValue): string;
  definitions(): readonly VariableDefinitionNode[];
  bind(variables: Variables, presentation: Presentation): Variables;
}

/** `taken`: names of the client's variables. */
export function createBoundVariables(taken: ReadonlySet<string>): BoundVariables {
  const bound = new Map<string, { readonly name: string; readonly type: string; readonly make: MakeValue }>();
  let number = 0;
  return {
    add(key, type, make) {
      const known = bound.get(key);
      if (known !== undefined) return known.name;
      let name: string;
      do {
        number += 1;
        name = `view_${number}`;
      } while (taken.has(name));
      bound.set(key, { name, type, make });
      return name;
    },
    definitions: () =>
      [...bound.values()].map(({ name, type }) => ({
        kind: Kind.VARIABLE_DEFINITION,
        variable: variableNode(name),
        type: parseType(type),
      })),
    bind(variables, presentation) {
      if (bound.size === 0) return variables;
      const all: Record<string, unknown> = { ...variables };
      for (const { name, make } of bound.values()) {
        const value = make(variables, presentation);
        if (value !== undefined) all[name] = value;
      }
      return all;
    },
  };
}
