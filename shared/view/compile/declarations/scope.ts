import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isIntrospectionType,
  isScalarType,
  isSpecifiedScalarType,
  isTypeDefinitionNode,
  parse,
  printSchema,
  type TypeDefinitionNode,
} from 'graphql';
import type { SourceLocation } from '../../../core/start-error.ts';
import {
  type Declarations,
  type Declared,
  type DeclaredType,
  findDirective,
  isHidden,
  textOf,
} from './declarations.ts';
import type { ProblemList } from './problem-list.ts';

/** A published type. */
export interface TypePlan {
  /** The name in the graph; for a view-only type, in the view files. */
  readonly name: string;
  readonly publishedName: string;
  /** Undefined for a view-only type. */
  readonly graph: GraphQLNamedType | undefined;
  /** The printed definition of `graph`. */
  readonly definition: TypeDefinitionNode | undefined;
  readonly declared: DeclaredType | undefined;
  /** Whether only the declared members are published. */
  readonly isExhaustive: boolean;
  readonly location: SourceLocation;
}

/** The context that all parts of the compiler share. */
export interface Scope {
  readonly graph: GraphQLSchema;
  readonly client: string;
  readonly slots: readonly string[];
  readonly problems: ProblemList;
  /** Declarations with invalid directives: further problems in them are not reported. */
  readonly broken: ReadonlySet<Declared>;
  /** Published types and view-only types, by `TypePlan.name`. */
  readonly plans: ReadonlyMap<string, TypePlan>;
  /** The position of `@closed`, if only declared types are published. */
  readonly closed: SourceLocation | undefined;
  /** The position of the declaration that hides a type, or an empty place. */
  locationOfHidden(name: string): SourceLocation;
}

export interface ScopeInputs {
  readonly graph: GraphQLSchema;
  readonly client: string;
  readonly slots: readonly string[];
  readonly problems: ProblemList;
  readonly broken: ReadonlySet<Declared>;
  readonly closed: Declarations['closed'];
  readonly declared: ReadonlyMap<string, DeclaredType>;
}

/** Decides which types are published, and under which names. */
export function buildScope({ declared, ...inputs }: ScopeInputs): Scope {
  const { graph, client, closed, problems } = inputs;
  const definitions = new Map(
    parse(printSchema(graph), { noLocation: true })
      .definitions.filter(isTypeDefinitionNode)
      .map((node) => [node.name.value, node]),
  );
  const plans = new Map<string, TypePlan>();
  const add = (name: string, type: GraphQLNamedType | undefined): void => {
    const declaration = declared.get(name);
    if (isHidden(declaration, client)) return;
    if (closed && type && declaration === undefined && !isScalarType(type)) return;
    plans.set(name, {
      name,
      publishedName: publishedNameOf(declaration, problems) ?? name,
      graph: type,
      definition: definitions.get(name),
      declared: declaration,
      isExhaustive: declaration !== undefined && !declaration.isExtension,
      location: declaration?.location ?? {},
    });
  };
  for (const type of Object.values(graph.getTypeMap())) {
    if (!isIntrospectionType(type)) add(type.name, type);
  }
  for (const name of declared.keys()) if (graph.getType(name) === undefined) add(name, undefined);
  return { ...inputs, plans, locationOfHidden: (name) => declared.get(name)?.location ?? closed ?? {} };
}

/** The name that `@rename` declares, if it is valid in a published schema. */
export function publishedNameOf(declared: Declared | undefined, problems: ProblemList): string | undefined {
  const rename = findDirective(declared, 'rename');
  const name = textOf(rename, 'to');
  if (rename === undefined || name === undefined) return undefined;
  if (/^[A-Za-z_]\w{0,127}$/.test(name) && !name.startsWith('__')) return name;
  const message = `@rename(to:) must be a name of letters, digits and _ that does not begin with __; found ${JSON.stringify(name)}`;
  problems.report(rename.arguments[0]?.valueLocation ?? rename.location, message);
  return undefined;
}

/** Whether a type is published: the built-in scalars of GraphQL always are. */
export function isPublished({ plans, graph }: Scope, name: string): boolean {
  const type = graph.getType(name);
  return plans.has(name) || (type !== undefined && isSpecifiedScalarType(type));
}
