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
import type { Place } from '../../../core/start-error.ts';
import {
  type Declarations,
  type Declared,
  type DeclaredType,
  findDirective,
  isHidden,
  textOf,
} from './declarations.ts';
import type { ProblemList } from './problem-list.ts';

/** A type that clients see. */
export interface TypePlan {
  /** In the graph; of a type of the view only, in the view files. */
  readonly name: string;
  readonly publishedName: string;
  /** Undefined for a type of the view only. */
  readonly graph: GraphQLNamedType | undefined;
  /** As `graph` is printed. */
  readonly definition: TypeDefinitionNode | undefined;
  readonly declared: DeclaredType | undefined;
  /** Whether it has what is declared and nothing else. */
  readonly isExhaustive: boolean;
  readonly place: Place;
}

/** What every part of the compiler knows. */
export interface Scope {
  readonly graph: GraphQLSchema;
  readonly client: string;
  readonly slots: readonly string[];
  readonly problems: ProblemList;
  /** Declared with directives that cannot be read: nothing more is to be said of it. */
  readonly broken: ReadonlySet<Declared>;
  /** Published types and types of the view only, by `TypePlan.name`. */
  readonly plans: ReadonlyMap<string, TypePlan>;
  /** Where it is said that only what is declared is published. */
  readonly closed: Place | undefined;
  /** Where it is said that a type is not published, if it is said. */
  placeOfHidden(name: string): Place;
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
    const said = declared.get(name);
    if (isHidden(said, client)) return;
    if (closed && type && said === undefined && !isScalarType(type)) return;
    plans.set(name, {
      name,
      publishedName: publishedNameOf(said, problems) ?? name,
      graph: type,
      definition: definitions.get(name),
      declared: said,
      isExhaustive: said !== undefined && !said.isExtension,
      place: said?.place ?? {},
    });
  };
  for (const type of Object.values(graph.getTypeMap())) {
    if (!isIntrospectionType(type)) add(type.name, type);
  }
  for (const name of declared.keys()) if (graph.getType(name) === undefined) add(name, undefined);
  return { ...inputs, plans, placeOfHidden: (name) => declared.get(name)?.place ?? closed ?? {} };
}

/** What `@rename` says, if that is a name that clients can use. */
export function publishedNameOf(declared: Declared | undefined, problems: ProblemList): string | undefined {
  const rename = findDirective(declared, 'rename');
  const name = textOf(rename, 'to');
  if (rename === undefined || name === undefined) return undefined;
  if (/^[A-Za-z_]\w{0,127}$/.test(name) && !name.startsWith('__')) return name;
  const message = `@rename(to:) must be a name of letters, digits and _ that does not begin with __; found ${JSON.stringify(name)}`;
  problems.report(rename.arguments[0]?.valuePlace ?? rename.place, message);
  return undefined;
}

/** Whether clients can be given it: GraphQL's own scalars are always there. */
export function isPublished({ plans, graph }: Scope, name: string): boolean {
  const type = graph.getType(name);
  return plans.has(name) || (type !== undefined && isSpecifiedScalarType(type));
}
