import { isInterfaceType, isUnionType, Kind } from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { InputPlans } from '../arguments/input-plans.ts';
import {
  argumentLocation,
  type DeclaredField,
  findDirective,
  isForOthers,
  isHidden,
  textOf,
} from '../declarations/declarations.ts';
import { publishedNameOf, type Scope, type TypePlan } from '../declarations/scope.ts';
import { type CompiledField, compileField, compileHasMore } from '../fields/compile-field.ts';
import type { CompositeType, FieldContext, FunctionUses } from '../fields/field-context.ts';

export interface CompiledType {
  readonly plan: TypePlan;
  readonly source: CompositeType;
  /** By name in the view files. */
  readonly fields: ReadonlyMap<string, CompiledField>;
}

export interface TypeInputs {
  readonly scope: Scope;
  readonly inputs: InputPlans;
  readonly functions: FunctionUses;
  readonly plan: TypePlan;
  readonly source: CompositeType;
  /** Whether it represents objects of types that the view does not have. */
  readonly isFallback: boolean;
}

/** Compiles the fields of a published object type or interface. */
export function compileType(type: TypeInputs): CompiledType {
  const { scope, plan, source, isFallback } = type;
  const fields = new Map<string, CompiledField>();
  const deferred: (readonly [context: FieldContext, name: string])[] = [];
  const names = new Map<string, string>();
  for (const context of fieldContexts(type)) {
    const { name, declared, location } = context;
    if (isHidden(declared, scope.client)) {
      reportUnknownHidden(context);
      continue;
    }
    const publishedName =
      publishedNameOf(declared, scope.problems) ?? nameOfInterfaces(context, isFallback) ?? name;
    const other = names.get(publishedName);
    if (other === undefined) names.set(publishedName, name);
    else {
      const message = `${plan.name}.${other} and ${plan.name}.${name} are both published as ${publishedName}`;
      scope.problems.report(location, message);
    }
    if (findDirective(declared, 'hasMore')) deferred.push([context, publishedName]);
    else {
      const compiled = compileField(context, publishedName, isFallback);
      if (compiled) fields.set(name, compiled);
    }
  }
  for (const [context, name] of deferred) {
    const compiled = hasMoreOf(context, name, fields);
    if (compiled) fields.set(context.name, compiled);
  }
  reportMissingHasMore(type, fields, deferred);
  return { plan, source, fields: inOrder(type, fields) };
}

/** The fields to compile: in declared order for an exhaustive declaration; else in the order of the graph, then new ones. */
function fieldContexts(type: TypeInputs): readonly FieldContext[] {
  const { scope, inputs, functions, plan, source } = type;
  const known = isUnionType(source) ? {} : source.getFields();
  const declared = new Map(plan.declared?.fields.map((field) => [field.name, field]));
  return [...orderOf(type, declared)].map((name) => {
    const declaration = declared.get(name);
    return {
      scope,
      inputs,
      functions,
      owner: plan,
      source,
      name,
      declared: declaration,
      graphField: Object.hasOwn(known, name) ? known[name] : undefined,
      location: declaration?.location ?? plan.location,
    };
  });
}

function orderOf(
  { plan, source }: TypeInputs,
  declared: ReadonlyMap<string, DeclaredField>,
): ReadonlySet<string> {
  const isAll = plan.isExhaustive || isUnionType(source);
  return new Set([...(isAll ? [] : Object.keys(source.getFields())), ...declared.keys()]);
}

function inOrder(
  type: TypeInputs,
  fields: ReadonlyMap<string, CompiledField>,
): ReadonlyMap<string, CompiledField> {
  const declared = new Map(type.plan.declared?.fields.map((field) => [field.name, field]));
  return new Map(
    [...orderOf(type, declared)].flatMap((name) => {
      const field = fields.get(name);
      return field ? [[name, field] as const] : [];
    }),
  );
}

/** Reports a hidden field that does not exist, unless it belongs only to other clients. */
function reportUnknownHidden({ scope, declared, graphField, source, name, location }: FieldContext): void {
  if (graphField || declared === undefined || isForOthers(declared, scope.client)) return;
  if (declared.directives.some((use) => use.name !== 'hide' && use.name !== 'only')) return;
  const known = isUnionType(source) ? [] : Object.keys(source.getFields());
  scope.problems.report(location, `${source.name} has no field ${name}${nearest(name, known)}`);
}

/** The name of a field in the interfaces of its type. A fallback type implements the interface that it represents. */
function nameOfInterfaces(context: FieldContext, isFallback: boolean): string | undefined {
  const { scope, owner, source, name, location, graphField } = context;
  if (graphField === undefined || isUnionType(source)) return undefined;
  if (owner.graph === undefined && !isFallback) return undefined;
  const interfaces = [...(isFallback && isInterfaceType(source) ? [source] : []), ...source.getInterfaces()];
  let found: string | undefined;
  for (const { name: interfaceName } of interfaces) {
    const field = scope.plans.get(interfaceName)?.declared?.fields.find((one) => one.name === name);
    const renamed = field && textOf(findDirective(field, 'rename'), 'to');
    if (renamed === undefined || isHidden(field, scope.client)) continue;
    if (found !== undefined && found !== renamed) {
      const message = `the interfaces of ${owner.name} rename its field ${name} to both ${found} and ${renamed}`;
      scope.problems.report(location, message);
    }
    found ??= renamed;
  }
  return found;
}

const besideHasMore = ['hasMore', 'hide', 'only', 'rename', 'deprecated', 'cacheControl'];

function hasMoreOf(
  context: FieldContext,
  publishedName: string,
  fields: ReadonlyMap<string, CompiledField>,
): CompiledField | undefined {
  const { scope, declared, graphField, owner, name } = context;
  const use = findDirective(declared, 'hasMore');
  if (declared === undefined || use === undefined || scope.broken.has(declared)) return undefined;
  const coordinate = `${owner.name}.${name}`;
  if (graphField && owner.graph) {
    scope.problems.report(
      use.location,
      `@hasMore defines a new field; ${coordinate} already exists in the graph`,
    );
    return undefined;
  }
  const other = declared.directives.find((one) => !besideHasMore.includes(one.name));
  if (other) scope.problems.report(other.location, `@${other.name} is not allowed beside @hasMore`);
  const written = declared.type;
  const named = written?.kind === Kind.NON_NULL_TYPE ? written.type : written;
  if (named && !(named.kind === Kind.NAMED_TYPE && named.name.value === 'Boolean')) {
    scope.problems.report(declared.typeLocation, `${coordinate} must be Boolean!`);
  }
  const [argument] = declared.arguments;
  if (argument) {
    scope.problems.report(
      argument.location,
      'a field with @hasMore cannot declare arguments: it has those of its list',
    );
  }
  const of = textOf(use, 'of') ?? '';
  const listed = fields.get(of);
  if (listed?.slice) return compileHasMore(context, publishedName, listed, listed.slice.max);
  const declaration = owner.declared?.fields.find((one) => one.name === of);
  // The problem of the list itself is already reported.
  if (textOf(findDirective(declaration, 'cap'), 'mode') === 'SLICE') return undefined;
  const cut = [...fields].filter(([, { slice }]) => slice).map(([one]) => one);
  scope.problems.report(
    argumentLocation(use, 'of'),
    `@hasMore(of:) must name a field of ${owner.name} with @cap(mode: SLICE); found ${of}${nearest(of, cut)}`,
  );
  return undefined;
}

/** Reports lists that are cut without a `@hasMore` field. */
function reportMissingHasMore(
  { scope, plan }: TypeInputs,
  fields: ReadonlyMap<string, CompiledField>,
  deferred: readonly (readonly [context: FieldContext, name: string])[],
): void {
  const reportedLists = new Set(
    deferred.map(([{ declared }]) => textOf(findDirective(declared, 'hasMore'), 'of')),
  );
  for (const [name, { slice }] of fields) {
    if (slice === undefined || reportedLists.has(name)) continue;
    const message = `@cap(mode: SLICE) needs a field of ${plan.name} that reports omitted items: Boolean! @hasMore(of: "${name}")`;
    scope.problems.report(slice.use.location, message);
  }
}
