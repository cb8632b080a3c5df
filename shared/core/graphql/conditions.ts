import { type DirectiveNode, Kind, type SelectionNode } from 'graphql';
import { argumentNode, directiveNode, inlineFragmentNode, selectionSetNode, variableNode } from './nodes.ts';

/** Whether `@skip` and `@include` include a selection in the result. */
export type IsIncluded = (selection: SelectionNode) => boolean;

/** The values that boolean variables must have for a selection to be included. */
export type Conditions = ReadonlyMap<string, boolean>;

export const unconditional: Conditions = new Map();

/** Whether a directive is `@skip` or `@include`. */
export function isCondition({ name: { value } }: DirectiveNode): boolean {
  return value === 'skip' || value === 'include';
}

/** The `if` argument: a constant or the name of a variable. Undefined for other directives than `@skip` and `@include`. */
export function conditionOf(directive: DirectiveNode): boolean | string | undefined {
  if (!isCondition(directive)) return undefined;
  const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
  if (condition?.kind === Kind.BOOLEAN) return condition.value;
  return condition?.kind === Kind.VARIABLE ? condition.name.value : undefined;
}

/** Decides `@skip` and `@include` by the values of variables (GraphQL spec 3.13.1 and 3.13.2). */
export function includeBy(isTrue: (variable: string) => boolean): IsIncluded {
  return ({ directives = [] }) =>
    directives.every((directive) => {
      const condition = conditionOf(directive);
      if (condition === undefined) return true;
      const holds = typeof condition === 'string' ? isTrue(condition) : condition;
      return holds === (directive.name.value === 'include');
    });
}

/** The conditions of a selection in a set with the conditions `around`; undefined if they contradict each other. */
export function conditionsOf(selection: SelectionNode, around: Conditions): Conditions | undefined {
  if ((selection.directives ?? []).length === 0) return around;
  const all = new Map(around);
  for (const directive of selection.directives ?? []) {
    const condition = conditionOf(directive);
    if (condition === undefined) continue;
    const required = directive.name.value === 'include';
    const value = typeof condition === 'string' ? all.get(condition) : condition;
    if (value === !required) return undefined;
    if (typeof condition === 'string') all.set(condition, required);
  }
  return all;
}

/** Whether all conditions hold where `given` holds. */
export function holdsWhere(conditions: Conditions, given: Conditions): boolean {
  for (const [variable, value] of conditions) if (given.get(variable) !== value) return false;
  return true;
}

const maxDecisions = 10;

/** Whether these conditions imply that all of one of the others hold. Which one may depend on further variables. */
export function isCovered(
  conditions: Conditions,
  others: readonly Conditions[],
  decisions = maxDecisions,
): boolean {
  const possible = others.filter((one) => [...one].every(([name, value]) => conditions.get(name) !== !value));
  if (possible.some((one) => holdsWhere(one, conditions))) return true;
  const [open] = [...(possible[0] ?? [])].filter(([name]) => !conditions.has(name));
  if (open === undefined || decisions === 0) return false;
  return [true, false].every((value) =>
    isCovered(new Map([...conditions, [open[0], value]]), possible, decisions - 1),
  );
}

/** The conditions that do not follow from `given`. */
export function without(conditions: Conditions, given: Conditions): Conditions {
  return new Map([...conditions].filter(([variable, value]) => given.get(variable) !== value));
}

/** The conditions that all of these have. */
export function inCommon([first, ...others]: readonly Conditions[]): Conditions {
  if (first === undefined) return unconditional;
  return new Map(
    [...first].filter(([variable, value]) => others.every((one) => one.get(variable) === value)),
  );
}

/** A key that is equal for equal conditions. */
export function textOf(conditions: Conditions): string {
  return [...conditions]
    .map(([variable, value]) => `${variable}=${value}`)
    .sort()
    .join(' ');
}

/** Wraps selections in an inline fragment for each condition. */
export function underConditions(
  conditions: Conditions,
  selections: readonly SelectionNode[],
): readonly SelectionNode[] {
  return [...conditions].reduce<readonly SelectionNode[]>((inner, [variable, value]) => {
    const directive = directiveNode(value ? 'include' : 'skip', [argumentNode('if', variableNode(variable))]);
    return [inlineFragmentNode(selectionSetNode(inner), { directives: [directive] })];
  }, selections);
}
