import { type DocumentNode, execute, type GraphQLResolveInfo, isObjectType } from 'graphql';
import type { Presentation } from '../../../shared/core/presentation.ts';
import type { View } from '../../../shared/view/view.ts';
import { isThing } from '../differential/thing.ts';
import type { World } from '../differential/world.ts';
import type { JsonObject } from '../harness/scenario.ts';
import { readWay } from './read-way.ts';
import { stepArguments, UnknownInput } from './reference-arguments.ts';
import { shapedValue } from './reference-values.ts';

export type Path = readonly (string | number)[];

export interface ReferenceResult {
  readonly data: unknown;
  readonly errorPaths: readonly Path[];
  /** Whether the client sends a value that is impossible in the graph. */
  readonly isRefused: boolean;
}

export interface ReferenceInput {
  readonly view: View;
  readonly world: World;
  readonly document: DocumentNode;
  readonly variables: JsonObject;
  readonly presentation: Presentation;
}

/**
 * The result of a client's operation, in the simplest implementation: graphql-js executes the published schema, and
 * each published field follows its own path through all the data of the graph, step by step.
 */
export async function executeReference(input: ReferenceInput): Promise<ReferenceResult> {
  const { view, document, variables } = input;
  const lost: Path[] = [];
  const { data, errors = [] } = await execute({
    schema: view.schema,
    document,
    variableValues: variables,
    fieldResolver: (source, args: JsonObject, _context, info) => {
      const { value, failedAt } = readField(source, args, info, input);
      for (const path of failedAt) lost.push([...pathOf(info), ...path]);
      return value;
    },
    typeResolver(value, _context, _info, abstractType) {
      if (!isThing(value)) return undefined;
      const name = view.publishedNames.get(value.typename) ?? value.typename;
      const type = view.schema.getType(name);
      const isMember = isObjectType(type) && view.schema.isSubType(abstractType, type);
      return isMember ? name : view.fallbacks.get(abstractType.name);
    },
  });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    isRefused: errors.some(({ originalError }) => originalError instanceof UnknownInput),
    errorPaths: [...lost, ...errors.map(({ path = [] }) => path)],
  };
}

function readField(source: unknown, args: JsonObject, info: GraphQLResolveInfo, input: ReferenceInput) {
  const { view, world, presentation } = input;
  const type = view.types.get(info.parentType.name);
  const field = type?.fields.get(info.fieldName);
  if (type === undefined || field === undefined) throw new TypeError(`unknown field ${info.fieldName}`);
  const owner = source ?? { typename: type.graphType, identity: type.graphType };
  const steps = field.steps.map((step) => ({
    name: step.name,
    args: stepArguments(step, args, info, input),
  }));
  const found = readWay(world, owner, steps);
  return shapedValue(field, found, { world, presentation, args, steps });
}

function pathOf({ path }: GraphQLResolveInfo): Path {
  const keys: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at; at = at.prev) keys.unshift(at.key);
  return keys;
}
