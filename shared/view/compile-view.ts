import { type GraphQLSchema, isInterfaceType } from 'graphql';
import type { SourceLocation } from '../core/start-error.ts';
import { differingInputs } from './compile/arguments/differing-inputs.ts';
import { planInputs } from './compile/arguments/input-plans.ts';
import { checkDirectives } from './compile/declarations/check-directives.ts';
import { declaredDegradation } from './compile/declarations/declared-degradation.ts';
import { mergeDeclarations } from './compile/declarations/merge-declarations.ts';
import { ProblemList } from './compile/declarations/problem-list.ts';
import { readShapeSettings } from './compile/declarations/read-shape-settings.ts';
import { readViewFiles } from './compile/declarations/read-view-files.ts';
import { buildScope, type Scope } from './compile/declarations/scope.ts';
import { identityView } from './compile/fields/identity-view.ts';
import type { CompiledType } from './compile/published/compile-type.ts';
import { type CompiledTypes, compileTypes } from './compile/published/compile-types.ts';
import { publishSchema } from './compile/published/published-schema.ts';
import type { ShapeSettings } from './shape-settings.ts';
import type { View, ViewType } from './view.ts';

export interface ViewInputs {
  /** The graph, reduced by the client's contract. */
  readonly schema: GraphQLSchema;
  /** The client's name, for `@only`. */
  readonly client: string;
  /** View files in order: the name as a person would type it, and the text. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
  /** `view.shape` of the settings. Its problems have a dotted key such as `view.shape.Product.hide.0`, but no file. */
  readonly shape: ShapeSettings | undefined;
  /** Names of image slots. */
  readonly slots: readonly string[];
  /** Names of the existing functions; undefined if they are unknown: every name is then accepted. */
  readonly functions: readonly string[] | undefined;
}

/** Compiles a client's view of the graph; without files and shape, the unmodified graph. Throws `StartError` with every problem. */
export function compileView(inputs: ViewInputs): View {
  const { schema: graph, client, files, shape, slots } = inputs;
  if (files.length === 0 && Object.keys(shape ?? {}).length === 0) return identityView(graph);

  const problems = new ProblemList(files.map(({ file }) => file));
  const { closed, types } = readViewFiles(files, problems);
  const parts = [...types, ...readShapeSettings(shape ?? {}, graph, problems)];
  const broken = checkDirectives(parts, problems);
  const declared = mergeDeclarations(parts, graph, client, problems);
  const scope = buildScope({ graph, client, slots, problems, broken, closed, declared });

  const plans = planInputs(scope);
  const functions = { known: inputs.functions, used: new Map<string, SourceLocation>() };
  const compiled = compileTypes(scope, plans, functions);
  const degradation = declaredDegradation(scope, compiled);
  const published = publishSchema(scope, plans, compiled);
  problems.throwIfAny();
  if (published === undefined)
    throw new TypeError('no schema was published, although the view has no problems');

  const nameOf = (name: string): string => scope.plans.get(name)?.publishedName ?? name;
  const isPublic = (name: string): boolean => published.names.has(name);
  return {
    schema: published.schema,
    types: viewTypes(compiled, isPublic),
    graphNames: otherNames(scope, compiled, isPublic),
    publishedNames: objectNames(scope, compiled, isPublic),
    fallbacks: new Map(
      [...compiled.fallbacks]
        .filter(([abstract]) => isPublic(abstract))
        .map(([abstract, name]) => [nameOf(abstract), nameOf(name)]),
    ),
    inputs: new Map(
      [...differingInputs(plans, scope)].filter(([name]) => published.schema.getType(name) !== undefined),
    ),
    degradation,
    functions: functions.used,
  };
}

function viewTypes(
  { types }: CompiledTypes,
  isPublic: (name: string) => boolean,
): ReadonlyMap<string, ViewType> {
  const published = [...types.values()].filter(({ plan }) => isPublic(plan.name));
  return new Map(published.map((type) => [type.plan.publishedName, viewType(type)]));
}

function viewType({ plan, source, fields }: CompiledType): ViewType {
  return {
    name: plan.publishedName,
    kind: isInterfaceType(plan.graph) ? 'interface' : 'object',
    graphType: source.name,
    fields: new Map([...fields.values()].map(({ field }) => [field.name, field])),
  };
}

function otherNames(
  { plans }: Scope,
  { types }: CompiledTypes,
  isPublic: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const others = [...plans.values()].filter(
    ({ name, publishedName }) => name !== publishedName && !types.has(name) && isPublic(name),
  );
  return new Map(others.map(({ name, publishedName }) => [publishedName, name]));
}

/** View-only types are left out: the fields that return them determine the type. */
function objectNames(
  { plans }: Scope,
  { types }: CompiledTypes,
  isPublic: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const objects = [...plans.values()].filter(
    ({ name, graph }) => types.has(name) && graph && !isInterfaceType(graph) && isPublic(name),
  );
  return new Map(objects.map(({ name, publishedName }) => [name, publishedName]));
}
