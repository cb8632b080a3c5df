import {
  type ASTNode,
  type ConstDirectiveNode,
  type InputValueDefinitionNode,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type NamedTypeNode,
  print,
  type StringValueNode,
  type TypeDefinitionNode,
  valueFromAST,
  visit,
} from 'graphql';
import { namedType } from '../../../core/graphql/named-type.ts';
import { namedTypeNode, nameNode, stringNode } from '../../../core/graphql/nodes.ts';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { EnumPlan, InputPlan, InputPlans } from '../arguments/input-plans.ts';
import { deprecatedNodes } from '../arguments/publish-argument.ts';
import { type Declared, findDirective, textOf } from '../declarations/declarations.ts';
import type { Scope, TypePlan } from '../declarations/scope.ts';
import { withNonNulls } from '../fields/value-type.ts';
import type { CompiledType } from './compile-type.ts';
import type { CompiledTypes } from './compile-types.ts';
import { publishedLiteral } from './published-literal.ts';

/** All types that can be published, as SDL in published names, by name in the view files. */
export function publishDefinitions(
  scope: Scope,
  inputs: InputPlans,
  { types, fallbacks }: CompiledTypes,
): ReadonlyMap<string, TypeDefinitionNode> {
  const definitions = new Map<string, TypeDefinitionNode>();
  for (const plan of scope.plans.values()) {
    const definition = define(scope, inputs, plan, types.get(plan.name), fallbacks);
    if (definition) definitions.set(plan.name, renameTypes(definition, scope));
  }
  return definitions;
}

function define(
  scope: Scope,
  inputs: InputPlans,
  plan: TypePlan,
  compiled: CompiledType | undefined,
  fallbacks: ReadonlyMap<string, string>,
): TypeDefinitionNode | undefined {
  const base = {
    name: nameNode(plan.publishedName),
    ...describe(plan.declared, plan.definition),
  } as const;
  if (compiled) {
    return {
      ...base,
      kind: isInterfaceType(plan.graph) ? Kind.INTERFACE_TYPE_DEFINITION : Kind.OBJECT_TYPE_DEFINITION,
      interfaces: interfacesOf(scope, plan, fallbacks).map(namedTypeNode),
      fields: [...compiled.fields.values()].map(({ definition }) => definition),
    };
  }
  const enumPlan = inputs.enums.get(plan.name);
  if (enumPlan) return { ...base, kind: Kind.ENUM_TYPE_DEFINITION, values: valuesOf(enumPlan) };
  const inputPlan = inputs.objects.get(plan.name);
  if (inputPlan) {
    const fields = inputFieldsOf(scope, inputs, inputPlan);
    return {
      ...base,
      kind: Kind.INPUT_OBJECT_TYPE_DEFINITION,
      fields,
      directives: plan.definition?.directives ?? [],
    };
  }
  if (isUnionType(plan.graph)) {
    const members = membersOf(scope, plan, fallbacks.get(plan.name));
    return { ...base, kind: Kind.UNION_TYPE_DEFINITION, types: members.map(namedTypeNode) };
  }
  // `@specifiedBy`
  return plan.definition && { ...plan.definition, ...base };
}

function renameTypes(definition: TypeDefinitionNode, { plans }: Scope): TypeDefinitionNode {
  return visit(definition, {
    [Kind.NAMED_TYPE]: (node: NamedTypeNode) => {
      const published = plans.get(node.name.value)?.publishedName;
      return published === undefined || published === node.name.value
        ? undefined
        : { ...node, name: { ...node.name, value: published } };
    },
  });
}

function describe(
  declared: Declared | undefined,
  known: ASTNode | undefined,
): { readonly description?: StringValueNode } {
  const inherited = known && 'description' in known ? known.description : undefined;
  if (declared?.description !== undefined) {
    return { description: stringNode(declared.description) };
  }
  return inherited ? { description: inherited } : {};
}

function deprecatedOf(
  declared: Declared | undefined,
  known: string | null | undefined,
): readonly ConstDirectiveNode[] {
  const use = findDirective(declared, 'deprecated');
  return deprecatedNodes(use ? (textOf(use, 'reason') ?? 'No longer supported') : (known ?? undefined));
}

function interfacesOf(
  scope: Scope,
  plan: TypePlan,
  fallbacks: ReadonlyMap<string, string>,
): readonly string[] {
  const { plans, problems, graph } = scope;
  const { declared } = plan;
  const known = new Set<string>();
  if (isObjectType(plan.graph) || isInterfaceType(plan.graph)) {
    for (const { name } of plan.graph.getInterfaces()) known.add(name);
  }
  for (const [abstract, target] of fallbacks) {
    const type = graph.getType(abstract);
    if (target !== plan.name || !isInterfaceType(type)) continue;
    for (const { name } of [...type.getInterfaces(), type]) known.add(name);
  }
  for (const { name, location } of declared?.interfaces ?? []) {
    if (known.has(name)) continue;
    const message =
      plan.graph === undefined
        ? `${plan.name} is a view-only type and cannot implement interfaces`
        : `${plan.name} does not implement ${name} in the graph${nearest(name, known)}`;
    problems.report(location, message);
  }
  const listed = new Set(declared?.interfaces.map(({ name }) => name));
  const isListed = plan.isExhaustive && plan.graph !== undefined && listed.size > 0;
  return [...known].filter((name) => plans.has(name) && (!isListed || listed.has(name)));
}

function membersOf(
  { plans, problems }: Scope,
  plan: TypePlan,
  fallback: string | undefined,
): readonly string[] {
  const known = isUnionType(plan.graph) ? plan.graph.getTypes().map(({ name }) => name) : [];
  const { declared, isExhaustive } = plan;
  for (const { name, location } of declared?.members ?? []) {
    if (!known.includes(name)) {
      problems.report(location, `${plan.name} has no member ${name} in the graph${nearest(name, known)}`);
    } else if (!isExhaustive) {
      problems.report(location, `${plan.name} already has the member ${name}`);
    } else if (!plans.has(name)) {
      problems.report(location, `${name} is not published`);
    }
  }
  const listed = isExhaustive ? (declared?.members ?? []).map(({ name }) => name) : known;
  const members = listed.filter((name) => known.includes(name) && plans.has(name));
  return fallback === undefined ? members : [...members, fallback];
}

function valuesOf({ type, values }: EnumPlan) {
  return values.map(({ name, publishedName, declared }) => {
    const known = type.getValue(name);
    const description = declared?.description ?? known?.description ?? undefined;
    return {
      kind: Kind.ENUM_VALUE_DEFINITION,
      name: nameNode(publishedName),
      directives: deprecatedOf(declared, known?.deprecationReason),
      ...(description !== undefined && { description: stringNode(description) }),
    } as const;
  });
}

function inputFieldsOf(
  scope: Scope,
  inputs: InputPlans,
  { plan, fields }: InputPlan,
): InputValueDefinitionNode[] {
  const definition =
    plan.definition?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? plan.definition : undefined;
  return fields.flatMap(({ field, publishedName, declared }): InputValueDefinitionNode[] => {
    const node = definition?.fields?.find(({ name }) => name.value === field.name);
    if (node === undefined) return [];
    const written = declared?.type;
    const isSameName = written === undefined || namedType(written) === namedType(node.type);
    const type = written && isSameName ? withNonNulls(written, field.type) : node.type;
    if (type === undefined || !isSameName) {
      const message = `${plan.name}.${field.name} is of type ${field.type} in the graph`;
      scope.problems.report(declared?.typeLocation ?? plan.location, message);
      return [];
    }
    const { defaultValue: graphDefault, ...rest } = node;
    const ownDefault = declared?.defaultValue;
    // A `!` that the graph does not have makes the field required: it loses the default of the graph.
    const isStricter = type.kind === Kind.NON_NULL_TYPE && !isNonNullType(field.type);
    const literal = ownDefault ?? (isStricter ? undefined : graphDefault);
    const defaultValue = literal && publishedLiteral(inputs, literal, field.type);
    if (
      ownDefault &&
      declared &&
      (defaultValue === undefined || valueFromAST(ownDefault, field.type) === undefined)
    ) {
      const shown = `the default of ${plan.name}.${field.name}`;
      scope.problems.report(
        declared.location,
        `${shown} must be of type ${field.type}; found ${print(ownDefault)}`,
      );
    }
    return [
      {
        ...rest,
        ...describe(declared, node),
        name: { ...node.name, value: publishedName },
        type,
        directives: deprecatedOf(declared, field.deprecationReason),
        ...(defaultValue && { defaultValue }),
      },
    ];
  });
}
