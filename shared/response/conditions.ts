import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';

/** Whether `@skip` and `@include` let a selection into the response. */
export type IsIncluded = (selection: SelectionNode) => boolean;

/** The variables that decide what is selected, and whether one is true in a request. */
export interface Conditions {
  readonly names: readonly string[];
  isTrue(name: string, variables: Readonly<Record<string, unknown>>): boolean;
}

export function findConditions(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Conditions {
  const names = new Set<string>();
  for (const definition of [operation, ...fragments.values()]) {
    visit(definition, {
      Directive(directive) {
        const value = conditionOf(directive);
        if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
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

/** GraphQL spec 3.13.1 and 3.13.2. */
export function includeBy(isTrue: (variable: string) => boolean): IsIncluded {
  return ({ directives = [] }) =>
    directives.every((directive) => {
      const value = conditionOf(directive);
      if (value?.kind !== Kind.BOOLEAN && value?.kind !== Kind.VARIABLE) return true;
      const holds = value.kind === Kind.BOOLEAN ? value.value : isTrue(value.name.value);
      return holds === (directive.name.value === 'include');
    });
}

function conditionOf({ name, arguments: given = [] }: DirectiveNode) {
  return name.value === 'skip' || name.value === 'include'
    ? given.find((argument) => argument.name.value === 'if')?.value
    : undefined;
}
