import { setImmediate as turn } from 'node:timers/promises';
import { parse } from 'graphql';
import { FrontageError } from '../../../shared/core/errors.ts';
import { isDataObject } from '../../../shared/core/json/data-object.ts';
import { nullAboveFailure } from '../../../shared/execute/errors/incomplete-objects.ts';
import { requestContext } from '../../support/request-context.ts';
import { difference } from '../differential/compare.ts';
import { buildFailures, type Failures } from '../differential/failures.ts';
import { buildGraph, type Graph } from '../differential/graph.ts';
import { queryOracle } from '../differential/oracle.ts';
import { hashOf, isInShare, Random } from '../differential/random.ts';
import { type OperationText, randomOperation } from '../differential/random-operation.ts';
import { shrink } from '../differential/shrink.ts';
import { fieldsDependedOn, World } from '../differential/world.ts';
import { querySubgraph } from '../differential/world-subgraph.ts';
import type { EngineUnderTest } from '../harness/engines-under-test.ts';
import { toText } from '../harness/exact-text.ts';
import { createGraphqlClient, type Result } from '../harness/graphql-client.ts';
import { invalidValue } from '../harness/scenario.ts';
import { explain } from './between-results.ts';
import { composeShape } from './compose-shape.ts';
import { foreignFields } from './foreign-fields.ts';
import type { PlannerLimit } from './planner-limits.ts';
import type { Shape } from './shape.ts';
import { buildRelaxedSchema, worstResult } from './worst-result.ts';

/** One random graph of a shape. */
export interface ShapeRun {
  /**
   * Generates data and an operation, and throws with a reproduction if the engine's result is wrong. Returns whether it
   * was executed, or not planned where the shape allows that.
   */
  judge(seed: number): Promise<'compared' | 'unplanned'>;
  close(): Promise<void>;
}

interface Call {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: unknown;
  readonly result: unknown;
  /**
   * Whether a null of a subgraph removed more than the failed field: the engine then merges into incomplete results.
   */
  readonly takesMore: boolean;
}

const codes: ReadonlySet<string> = new Set(['BROKEN', invalidValue]);
/** Longer than the limit of a plan. */
const deadlineMs = 120_000;
const mostTurns = 4;
const casesOfOperation = 4;

export async function createShapeRun(
  shape: Shape,
  graphSeed: number,
  engine: EngineUnderTest,
): Promise<ShapeRun> {
  const { supergraphSdl, sdls } = composeShape(shape, graphSeed);
  const graph = buildGraph(shape.name, supergraphSdl);
  const relaxed = buildRelaxedSchema(graph);
  let world = worldOf(shape, graph, 0);
  let failures = failuresOf(shape, graph, 0);
  let calls: Call[] = [];
  let refused: string[] = [];

  const client = await createGraphqlClient(engine, supergraphSdl, async (name, request) => {
    const subgraph = graph.subgraphs.get(name);
    if (subgraph === undefined) throw new TypeError(`unknown subgraph ${name}`);
    const turns = hashOf(world.options.seed, name, request.query) % mostTurns;
    for (let count = 0; count < turns; count += 1) await turn();
    const { query, variables } = request;
    if (failures?.dead.has(name)) throw new FrontageError('SUBGRAPH_UNAVAILABLE');
    for (const field of foreignFields(subgraph, query)) refused.push(`${name} does not resolve ${field}`);
    try {
      const result = await querySubgraph(world, subgraph, request, failures);
      calls.push({ subgraph: name, query, variables, result, takesMore: hasTakingNull(result) });
      if (result.data === undefined) refused.push(`${name}: ${JSON.stringify(result.errors)}`);
      return result;
    } catch (cause) {
      calls.push({ subgraph: name, query, variables, result: String(cause), takesMore: false });
      refused.push(`${name}: ${cause}`);
      throw cause;
    }
  });

  async function problemOf({ query, variables }: OperationText): Promise<string | undefined> {
    calls = [];
    refused = [];
    const document = parse(query);
    const expected = await queryOracle(world, document, variables);
    const result = await client.execute(
      query,
      variables,
      requestContext({ deadlineMs: performance.now() + deadlineMs }),
    );
    if (shape.limits !== undefined && isUnplanned(result, shape.limits)) return unplanned;
    if (refused.length > 0) return `invalid for a subgraph: ${refused.join('\n')}`;
    if (failures !== undefined) {
      const worst = await worstResult(world, failures, relaxed, document, variables);
      const taking = calls.filter(({ takesMore }) => takesMore);
      const isTaken = (name: string): boolean =>
        taking.some((call) => new RegExp(`\\b${name}\\b`).test(call.query));
      return explain(result, expected, worst, failures.isSilent, isTaken);
    }
    return difference(result, expected, { codes, fieldOrder: engine.keepsFieldOrder }) ?? unexpected(result);
  }

  return {
    async judge(seed) {
      world = worldOf(shape, graph, seed);
      failures = failuresOf(shape, graph, seed);
      const operation = operationOf(shape, graph, seed);
      const problem = await problemOf(operation);
      if (problem === undefined) return 'compared';
      if (problem === unplanned) return 'unplanned';
      const fails = async (smaller: OperationText): Promise<boolean> => {
        const found = await problemOf(smaller);
        return found !== undefined && found !== unplanned;
      };
      const small = isSlow(problem) ? operation : await shrink(graph.api, operation, fails);
      const reason = isSlow(problem) ? problem : ((await problemOf(small)) ?? `only once: ${problem}`);
      const subgraphs = Object.entries(sdls).map(([name, sdl]) => `# ${name}\n${onFewLines(sdl)}`);
      throw new Error(
        [...subgraphs, small.query, toText(small.variables), reason, ...calls.map(describeCall)].join('\n'),
      );
    },
    close: () => client.close(),
  };
}

/** Whether an error of a subgraph's result nulled a value above the failed field. */
function hasTakingNull(result: unknown): boolean {
  if (!isDataObject(result) || !Array.isArray(result['errors'])) return false;
  return result['errors'].some(
    (error: unknown) =>
      isDataObject(error) &&
      Array.isArray(error['path']) &&
      nullAboveFailure(result['data'], error['path']) !== undefined,
  );
}

const unplanned = 'not planned';

/**
 * The next few seeds share one operation, with other conditions, on other data: planning takes longer than execution.
 */
function operationOf({ style }: Shape, graph: Graph, seed: number): OperationText {
  const operationSeed = Math.floor(seed / casesOfOperation);
  const { query, variables } = randomOperation(graph.api, new Random(operationSeed), style);
  const varied = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? isInShare(0.5, seed, name) : value,
  ]);
  return { query, variables: Object.fromEntries(varied) };
}

/** Most data has nulls, some has none, and some has errors if the shape has them. */
function worldOf({ errors = 0 }: Shape, graph: Graph, seed: number): World {
  const kind = hashOf(seed, 'weather') % 4;
  return new World(graph, { seed, nulls: kind === 0 ? 0 : 0.12, errors: kind === 1 ? errors : 0 });
}

/** Fields and items fail in most cases; in some, entities are not found or whole subgraphs are down. */
function failuresOf(
  { fails = false }: Shape,
  graph: Graph,
  seed: number,
): (Failures & { readonly isSilent: boolean }) | undefined {
  const kind = hashOf(seed, 'failures') % 6;
  if (!fails || kind === 0) return undefined;
  const lost = kind === 1 ? 0.2 : 0;
  const dead = [...graph.subgraphs.keys()].filter((name) => kind === 2 && isInShare(0.4, seed, 'dead', name));
  const shares = { seed, lost, broken: kind <= 2 ? 0 : 0.12, dead: new Set(dead) };
  return { ...buildFailures(shares, fieldsDependedOn(graph)), isSilent: lost > 0 };
}

/** Whether the planner failed with a path; a planner that exceeded its limit of paths reports the whole operation. */
function isUnplanned({ errors = [] }: Result, limits: readonly PlannerLimit[]): boolean {
  const mayExplode = limits.includes('two subgraphs with one interface as an @interfaceObject');
  return (
    errors.length > 0 &&
    errors.every(({ code, path }) => code === 'QUERY_PLANNING_FAILED' && (path !== undefined || mayExplode))
  );
}

/** Repeating it would take too long. */
function isSlow(problem: string): boolean {
  return /QUERY_PLANNING_FAILED|GATEWAY_TIMEOUT/.test(problem);
}

/** An error that comes neither from a subgraph nor from the data. */
function unexpected({ errors = [] }: Result): string | undefined {
  const [error] = errors.filter(({ code }) => !codes.has(code));
  return error && `an unexplained error: ${JSON.stringify(error)}`;
}

function describeCall({ subgraph, query, variables, result }: Call): string {
  return `${subgraph} <- ${query} ${toText(variables)}\n${subgraph} -> ${toText(result)}`;
}

/** One type a line. */
function onFewLines(sdl: string): string {
  return sdl
    .replace(/^extend schema.*\n+/, '')
    .replace(/\n+\s+|\n(?=\})/g, ' ')
    .replace(/\n\n/g, '\n');
}
