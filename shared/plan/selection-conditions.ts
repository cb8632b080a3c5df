import { type DirectiveNode, Kind, type SelectionNode } from 'graphql';

/** The values that boolean variables must have for something to count. */
export type Conditions = ReadonlyMap<string, boolean>;

export const unconditional: Conditions = new Map();

/** A constant, the name of a variable, or nothing where the directive is neither `@skip` nor `@include`. */
export function conditionOf({ name, arguments: args = [] }: DirectiveNode): boolean | string | undefined {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  const condition = args.find((argument) => argument.name.value === 'if')?.value;
  if (condition?.kind === Kind.BOOLEAN) return condition.value;
  return condition?.kind === Kind.VARIABLE ? condition.name.value : undefined;
}

/** What must hold for a selection to count where `around` holds already; undefined when that cannot be. */
export function conditionsOf(selection: SelectionNode, around: Conditions): Conditions | undefined {
  if ((selection.directives ?? []).length === 0) return around;
  const all = new Map(around);
  for (const directive of selection.directives ?? []) {
    const condition = conditionOf(directive);
    if (condition === undefined) continue;
    const wanted = directive.name.value === 'include';
    const value = typeof condition === 'string' ? all.get(condition) : condition;
    if (value === !wanted) return undefined;
    if (typeof condition === 'string') all.set(condition, wanted);
  }
  return all;
}

export function holdsWhere(conditions: Conditions, given: Conditions): boolean {
  for (const [variable, value] of conditions) if (given.get(variable) !== value) return false;
  return true;
}

const maxDecisions = 10;

/** Whether, wherever all of these hold, all of one of the others do, which one may be up to further variables. */
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

export function without(conditions: Conditions, given: Conditions): Conditions {
  return new Map([...conditions].filter(([variable, value]) => given.get(variable) !== value));
}

export function inCommon([first, ...others]: readonly Conditions[]): Conditions {
  if (first === undefined) return unconditional;
  return new Map(
    [...first].filter(([variable, value]) => others.every((one) => one.get(variable) === value)),
  );
}

export function textOf(conditions: Conditions): string {
  return [...conditions]
    .map(([variable, value]) => `${variable}=${value}`)
    .sort()
    .join(' ');
}

/** The selections, in a fragment for each condition. */
export function underConditions(
  conditions: Conditions,
  selections: readonly SelectionNode[],
): readonly SelectionNode[] {
  return [...conditions].reduce<readonly SelectionNode[]>(
    (inner, [variable, value]) => [
      {
        kind: Kind.INLINE_FRAGMENT,
        directives: [directiveOf(variable, value)],
        selectionSet: { kind: Kind.SELECTION_SET, selections: inner },
      },
    ],
    selections,
  );
}

function directiveOf(variable: string, value: boolean): DirectiveNode {
  const name = (text: string) => ({ kind: Kind.NAME, value: text }) as const;
  return {
    kind: Kind.DIRECTIVE,
    name: name(value ? 'include' : 'skip'),
    arguments: [
      { kind: Kind.ARGUMENT, name: name('if'), value: { kind: Kind.VARIABLE, name: name(variable) } },
    ],
  };
}
