import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import { conditionOf } from '../core/graphql/conditions.ts';

/** The variables of `@skip` and `@include`, and whether one is true in a request. */
export interface ConditionVariables {
  readonly names: readonly string[];
  isTrue(name: string, variables: Readonly<Record<string, unknown>>): boolean;
}

export function findConditionVariables(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ConditionVariables {
  const names = new Set<string>();
  for (const definition of [operation, ...fragments.values()]) {
    visit(definition, {
      Directive(directive) {
        const condition = conditionOf(directive);
        if (typeof condition === 'string') names.add(condition);
      },
    });
  }
  const trueByDefault = new Set(
    operation.variableDefinitions
      ?.filter(({ defaultValue }) => defaultValue?.kind === Kind.BOOLEAN && defaultValue.value)
      .map(({ variable }) => variable.name.value),
  );
  return {
    names: [...names],
    isTrue: (name, variables) =>
      Object.hasOwn(variables, name) && variables[name] !== undefined
        ? variables[name] === true
        : trueByDefault.has(name),
  };
}
