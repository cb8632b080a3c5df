import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { PolicyDeclaration } from '../core/degradation.ts';
import { nearest } from '../core/runtime/nearest.ts';
import { type Problem, type SourceLocation, StartError } from '../core/start-error.ts';
import { compilePolicy } from './compile-policy.ts';
import type { Declarations } from './declarations.ts';
import type { DegradationPolicy, DegradationRules, FieldRule } from './field-rule.ts';

export interface RulesInput {
  readonly declared: Declarations;
  /** All types of the graph; declarations for types that a client's contract hides are allowed. */
  schema(): GraphQLSchema;
  readonly subgraphs: readonly string[];
  readonly sources: readonly string[];
  /** The source of a field of a connector subgraph, if known. */
  sourceOf(subgraph: string, typeName: string, fieldName: string): string | undefined;
  /** The locations of declarations outside the settings. */
  locationOf(section: keyof Declarations, name: string): SourceLocation | undefined;
}

type Policies = ReadonlyMap<string, DegradationPolicy>;

/**
 * Compiles the declarations. The first of these policies applies: the field's, its directive's, its type's, its source's, its
 * subgraph's. Throws `StartError` with all declarations that do not match the schema.
 */
export function compileRules(input: RulesInput): DegradationRules {
  const { declared } = input;
  const problems: Problem[] = [];
  const compileAll = (
    section: keyof Declarations,
    typeOf: (name: string, key: string) => GraphQLObjectType | undefined,
  ): Policies =>
    new Map(
      Object.entries(declared[section]).flatMap(([name, declaration]) => {
        const location = input.locationOf(section, name);
        const key = location ? name : `degradation.${section}.${name}`;
        const before = problems.length;
        const type = typeOf(name, key);
        const isKnown = section === 'upstreams' ? isUpstream(name, key) : type !== undefined;
        const compiled = isKnown ? compileOne(name, declaration, key, type) : [];
        problems.push(...problems.splice(before).map((problem) => ({ ...location, ...problem })));
        return compiled;
      }),
    );
  const fields = compileAll('fields', ownerOf);
  const directives = compileAll('directives', ownerOf);
  const types = compileAll('types', objectType);
  const upstreams = compileAll('upstreams', () => undefined);
  if (problems.length > 0) throw new StartError(problems);

  const known = new Map<string, FieldRule>();
  return {
    ruleFor(typeName, fieldName, subgraph) {
      const coordinate = `${typeName}.${fieldName}`;
      const id = `${coordinate} ${subgraph}`;
      let rule = known.get(id);
      if (rule === undefined) {
        const source = input.sourceOf(subgraph, typeName, fieldName);
        const policy =
          fields.get(coordinate) ??
          directives.get(coordinate) ??
          types.get(typeName) ??
          (source === undefined ? undefined : upstreams.get(source)) ??
          upstreams.get(subgraph);
        rule = { upstream: source ?? subgraph, policy };
        known.set(id, rule);
      }
      return rule;
    },
  };

  function compileOne(
    name: string,
    declaration: PolicyDeclaration,
    key: string,
    type: GraphQLObjectType | undefined,
  ): [string, DegradationPolicy][] {
    const all = type === undefined ? [] : Object.values(type.getFields());
    const about = name.includes('.') ? all.filter((field) => name === `${type?.name}.${field.name}`) : all;
    const { policy, problem } = compilePolicy(declaration, input.schema(), type, about);
    if (problem !== undefined) problems.push({ key: `${key}${problem.at}`, message: problem.message });
    return policy === undefined ? [] : [[name, policy]];
  }

  function isUpstream(name: string, key: string): boolean {
    const names = [...input.subgraphs, ...input.sources];
    if (names.includes(name)) return true;
    problems.push({
      key,
      message: `the graph has no subgraph or source of this name${nearest(name, names)}`,
    });
    return false;
  }

  function objectType(name: string, key: string): GraphQLObjectType | undefined {
    const schema = input.schema();
    const type = schema.getType(name);
    if (isObjectType(type)) return type;
    const names = Object.values(schema.getTypeMap()).flatMap((one) =>
      isObjectType(one) && !one.name.includes('__') ? [one.name] : [],
    );
    const what = type === undefined ? 'the graph has no type of this name' : 'this is not an object type';
    problems.push({ key, message: `${what}${nearest(name, names)}` });
    return undefined;
  }

  function ownerOf(coordinate: string, key: string): GraphQLObjectType | undefined {
    const [typeName = '', fieldName, ...rest] = coordinate.split('.');
    if (fieldName === undefined || rest.length > 0) {
      problems.push({ key, message: 'expected the form Type.field' });
      return undefined;
    }
    const type = objectType(typeName, key);
    if (type === undefined || Object.hasOwn(type.getFields(), fieldName)) return type;
    const hint = nearest(fieldName, Object.keys(type.getFields()));
    problems.push({ key, message: `${typeName} has no field of this name${hint}` });
    return undefined;
  }
}
