import type { GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLUnionType } from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { SourceLocation } from '../../../core/start-error.ts';
import type { InputPlans } from '../arguments/input-plans.ts';
import type { DeclaredField } from '../declarations/declarations.ts';
import type { Scope, TypePlan } from '../declarations/scope.ts';

export type CompositeType = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;

/** Names of the functions that a view uses, and the first use of each. */
export interface FunctionUses {
  /** Undefined if the existing functions are unknown. */
  readonly known: readonly string[] | undefined;
  readonly used: Map<string, SourceLocation>;
}

/** A published field to compile. */
export interface FieldContext {
  readonly scope: Scope;
  readonly inputs: InputPlans;
  readonly functions: FunctionUses;
  readonly owner: TypePlan;
  /** The type of the graph that the owner's objects are read from. */
  readonly source: CompositeType;
  /** The name in the view files. */
  readonly name: string;
  readonly declared: DeclaredField | undefined;
  /** The field of the graph with this name. */
  readonly graphField: GraphQLField<unknown, unknown> | undefined;
  /** The place of its problems, if no more exact one is known. */
  readonly location: SourceLocation;
}

export function coordinateOf({ owner, name }: Pick<FieldContext, 'owner' | 'name'>): string {
  return `${owner.name}.${name}`;
}

export function useFunction(
  { functions, scope }: FieldContext,
  name: string,
  location: SourceLocation,
): void {
  if (functions.known && !functions.known.includes(name)) {
    const hint = nearest(name, functions.known);
    scope.problems.report(location, `unknown function ${name}${hint}`);
  }
  if (!functions.used.has(name)) functions.used.set(name, location);
}
