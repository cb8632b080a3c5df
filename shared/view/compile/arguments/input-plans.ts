import {
  type GraphQLEnumType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isRequiredInputField,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import { type Declared, type DeclaredField, findDirective, isHidden } from '../declarations/declarations.ts';
import { isPublished, publishedNameOf, type Scope, type TypePlan } from '../declarations/scope.ts';

/** A published enum value. */
export interface ValuePlan {
  readonly name: string;
  readonly publishedName: string;
  /** Whether the graph defines it. */
  readonly isKnown: boolean;
  readonly declared: Declared | undefined;
}

export interface EnumPlan {
  readonly type: GraphQLEnumType;
  readonly plan: TypePlan;
  readonly values: readonly ValuePlan[];
  /** The published name of the value that represents unknown ones. */
  readonly fallback: string | undefined;
}

export interface InputFieldPlan {
  readonly name: string;
  readonly publishedName: string;
  readonly field: GraphQLInputField;
  readonly declared: DeclaredField | undefined;
}

export interface InputPlan {
  readonly type: GraphQLInputObjectType;
  readonly plan: TypePlan;
  readonly fields: readonly InputFieldPlan[];
}

/** The published enums and input objects, by name in the graph. */
export interface InputPlans {
  readonly enums: ReadonlyMap<string, EnumPlan>;
  readonly objects: ReadonlyMap<string, InputPlan>;
}

export function planInputs(scope: Scope): InputPlans {
  const enums = new Map<string, EnumPlan>();
  const objects = new Map<string, InputPlan>();
  for (const plan of scope.plans.values()) {
    if (isEnumType(plan.graph)) enums.set(plan.name, planEnum(scope, plan, plan.graph));
    if (isInputObjectType(plan.graph)) objects.set(plan.name, planObject(scope, plan, plan.graph));
  }
  return { enums, objects };
}

function planEnum(scope: Scope, plan: TypePlan, type: GraphQLEnumType): EnumPlan {
  const { client, problems } = scope;
  const known = new Set(type.getValues().map(({ name }) => name));
  const declared = new Map(plan.declared?.values.map((value) => [value.name, value]));
  const values: ValuePlan[] = [];
  let fallback: ValuePlan | undefined;
  const names = plan.isExhaustive ? declared.keys() : new Set([...known, ...declared.keys()]);
  for (const name of names) {
    const declaration = declared.get(name);
    if (isHidden(declaration, client) && (known.has(name) || !findDirective(declaration, 'hide'))) continue;
    const use = findDirective(declaration, 'fallback');
    if (declaration && !known.has(name) && use === undefined) {
      problems.report(
        declaration.location,
        `${plan.name} has no value ${name}, and only a value with @fallback may be added${nearest(name, known)}`,
      );
      continue;
    }
    const publishedName = publishedNameOf(declaration, problems) ?? name;
    const value: ValuePlan = { name, publishedName, isKnown: known.has(name), declared: declaration };
    const [misplaced] = use?.arguments ?? [];
    if (misplaced) problems.report(misplaced.location, '@fallback on an enum value takes no type');
    if (use && fallback)
      problems.report(use.location, `${plan.name} already has the @fallback ${fallback.name}`);
    if (use) fallback = value;
    values.push(value);
  }
  reportCollisions(scope, plan, values);
  return { type, plan, values, fallback: fallback?.publishedName };
}

function planObject(scope: Scope, plan: TypePlan, type: GraphQLInputObjectType): InputPlan {
  const { client, problems } = scope;
  const known = type.getFields();
  const declared = new Map(plan.declared?.fields.map((field) => [field.name, field]));
  const fields: InputFieldPlan[] = [];
  for (const [name, declaration] of declared) {
    if (Object.hasOwn(known, name) || isHiddenFromOthers(declaration, client)) continue;
    problems.report(
      declaration.location,
      `${plan.name} has no field ${name}, and a view cannot add fields to an input type${nearest(name, Object.keys(known))}`,
    );
  }
  const order = plan.isExhaustive ? [...declared.keys()] : Object.keys(known);
  for (const name of [...order, ...Object.keys(known).filter((one) => !order.includes(one))]) {
    const field = known[name];
    if (field === undefined) continue;
    const declaration = declared.get(name);
    const isLeftOut = isHidden(declaration, client) || !order.includes(name);
    const isUsable = isPublished(scope, getNamedType(field.type).name);
    if (isLeftOut || !isUsable) {
      if (isRequiredInputField(field)) {
        const type = getNamedType(field.type).name;
        const shown = `${plan.name}.${name} is required (${field.type})`;
        const declared = declaration?.location ?? plan.declared?.location;
        if (isLeftOut) problems.report(declared ?? {}, `${shown} and cannot be hidden`);
        else {
          const location = declared ?? scope.locationOfHidden(type);
          problems.report(location, `${shown}, and its type ${type} is not published`);
        }
      } else if (declaration && !isLeftOut) {
        const message = `${plan.name}.${name} is of type ${getNamedType(field.type).name}, which is not published`;
        problems.report(declaration.typeLocation, message);
      }
      continue;
    }
    fields.push({
      name,
      publishedName: publishedNameOf(declaration, problems) ?? name,
      field,
      declared: declaration,
    });
  }
  reportCollisions(scope, plan, fields);
  return { type, plan, fields };
}

interface Member {
  readonly name: string;
  readonly publishedName: string;
  readonly declared: Declared | undefined;
}

function reportCollisions({ problems }: Scope, plan: TypePlan, members: readonly Member[]): void {
  const names = new Map<string, string>();
  for (const { name, publishedName, declared } of members) {
    const other = names.get(publishedName);
    if (other !== undefined) {
      const message = `${plan.name}.${other} and ${plan.name}.${name} are both published as ${publishedName}`;
      problems.report(declared?.location ?? plan.location, message);
    }
    names.set(publishedName, name);
  }
}

function isHiddenFromOthers(declared: Declared, client: string): boolean {
  return findDirective(declared, 'only') !== undefined && isHidden(declared, client);
}
