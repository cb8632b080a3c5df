import { isAbstractType, isCompositeType, isInterfaceType, isObjectType } from 'graphql';
import { namedType } from '../../../core/graphql/named-type.ts';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { InputPlans } from '../arguments/input-plans.ts';
import { argumentLocation, findDirective, textOf } from '../declarations/declarations.ts';
import type { Scope, TypePlan } from '../declarations/scope.ts';
import type { CompositeType, FunctionUses } from '../fields/field-context.ts';
import { type CompiledType, compileType } from './compile-type.ts';

export interface CompiledTypes {
  /** Object types and interfaces, by name in the view files. */
  readonly types: ReadonlyMap<string, CompiledType>;
  /** Types that represent unknown objects, by name of the union or interface. */
  readonly fallbacks: ReadonlyMap<string, string>;
}

/** Compiles every type of the graph, and view-only types once a field returns them. */
export function compileTypes(scope: Scope, inputs: InputPlans, functions: FunctionUses): CompiledTypes {
  const { plans, problems, graph } = scope;
  const fallbacks = findFallbacks(scope);
  const types = new Map<string, CompiledType>();
  const sources = new Map<string, CompositeType>();
  const pending: TypePlan[] = [];
  const reach = (plan: TypePlan, source: CompositeType): void => {
    sources.set(plan.name, source);
    pending.push(plan);
  };
  for (const plan of plans.values()) {
    if (isObjectType(plan.graph) || isInterfaceType(plan.graph)) reach(plan, plan.graph);
  }
  for (const [abstract, name] of fallbacks) {
    const plan = plans.get(name);
    const source = graph.getType(abstract);
    if (plan && isCompositeType(source) && !sources.has(name)) reach(plan, source);
  }
  const isFallback = new Set(fallbacks.values());
  for (const plan of pending) {
    const source = sources.get(plan.name);
    if (source === undefined) continue;
    const compiled = compileType({
      scope,
      inputs,
      functions,
      plan,
      source,
      isFallback: isFallback.has(plan.name),
    });
    types.set(plan.name, compiled);
    for (const { context, definition, graphType } of compiled.fields.values()) {
      const reached = plans.get(namedType(definition.type));
      const type = graphType === undefined ? undefined : graph.getType(graphType);
      if (reached === undefined || reached.graph || !isCompositeType(type)) continue;
      const knownSource = sources.get(reached.name);
      if (knownSource === undefined) reach(reached, type);
      else if (knownSource !== type) {
        const message = `${reached.name} is read from ${knownSource.name} elsewhere, but ${context.owner.name}.${context.name} is ${type.name}; a view-only type must be read from one type of the graph`;
        problems.report(context.declared?.typeLocation ?? context.location, message);
      }
    }
  }
  if (problems.isEmpty) {
    for (const plan of plans.values()) {
      if (plan.graph || sources.has(plan.name)) continue;
      problems.report(plan.location, `no field returns ${plan.name}, so its type in the graph is unknown`);
    }
  }
  return { types, fallbacks };
}

function findFallbacks({ plans, problems }: Scope): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const plan of plans.values()) {
    const use = findDirective(plan.declared, 'fallback');
    if (use === undefined || !isAbstractType(plan.graph)) continue;
    const name = textOf(use, 'type');
    const target = name === undefined ? undefined : plans.get(name);
    if (name === undefined) problems.report(use.location, `@fallback on ${plan.name} needs type`);
    else if (target === undefined || target.graph) {
      const own = [...plans.values()].filter(({ graph }) => graph === undefined);
      const hint = nearest(
        name,
        own.map((one) => one.name),
      );
      const message = `@fallback(type:) must be a view-only type; found ${name}${hint}`;
      problems.report(argumentLocation(use, 'type'), message);
    } else found.set(plan.name, name);
  }
  return found;
}
