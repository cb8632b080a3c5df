import { setImmediate as turn } from 'node:timers/promises';
import { getIntrospectionQuery, parse } from 'graphql';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import { requestContext } from '../../support/request-context.ts';
import type { EngineUnderTest } from '../harness/engines-under-test.ts';
import { createGraphqlClient, type Result } from '../harness/graphql-client.ts';
import { invalidValue } from '../harness/scenario.ts';
import { contradiction, difference, failureDifference } from './compare.ts';
import { buildFailures, type Failures } from './failures.ts';
import type { Graph } from './graph.ts';
import { knownFault } from './known-faults.ts';
import { queryOracle } from './oracle.ts';
import { hashOf, isInShare, Random } from './random.ts';
import { type OperationText, randomOperation } from './random-operation.ts';
import { shrink } from './shrink.ts';
import { World } from './world.ts';
import { querySubgraph, selectsMirrored } from './world-subgraph.ts';

export interface GraphRun {
  /**
   * Generates data and an operation, and throws if a result of an engine is wrong. Returns why engines were not judged.
   */
  judge(seed: number): Promise<readonly string[]>;
  /** Throws if an engine's introspection differs from that of graphql-js. */
  judgeIntrospection(): Promise<void>;
  close(): Promise<void>;
}

interface Outcome {
  readonly problem?: string;
  readonly notJudged: readonly string[];
}

/** The failures of upstreams in a case. */
interface Weather {
  readonly world: World;
  /** The share of the entities that subgraphs do not find. */
  readonly lost: number;
  readonly dead: ReadonlySet<string>;
}

const misleading = 'all: the planner fetches fields that exist only for the planner';

/** The duration of a call that waits for other responses, and for those of the calls that they cause. */
const mostTurns = 8;

const deadlineMs = 120_000;

/** All engines over one graph, one case at a time. */
export async function createGraphRun(graph: Graph, engines: readonly EngineUnderTest[]): Promise<GraphRun> {
  let weather = weatherOf(graph, 0);
  let calls: string[] = [];
  /** Engines that fetch fields that exist only for the planner. */
  let misled = new Set<string>();
  const clients = await Promise.all(
    engines.map(async (engine) => {
      const client = await createGraphqlClient(engine, graph.supergraphSdl, async (name, request) => {
        const { world, dead } = weather;
        const subgraph = graph.subgraphs.get(name);
        if (subgraph === undefined) throw new TypeError(`unknown subgraph ${name}`);
        calls.push(`${engine.name} sends to ${name}: ${request.query} ${JSON.stringify(request.variables)}`);
        if (selectsMirrored(subgraph, request)) misled.add(engine.name);
        // The seed determines the order of responses.
        const turns = hashOf(world.options.seed, name, request.query) % mostTurns;
        for (let count = 0; count < turns; count += 1) await turn();
        if (dead.has(name)) throw new FrontageError('SUBGRAPH_UNAVAILABLE');
        return querySubgraph(world, subgraph, request, failuresOf(weather));
      });
      return { engine, client };
    }),
  );

  async function judgeOperation(operation: OperationText): Promise<Outcome> {
    const { query, variables } = operation;
    const { world, lost, dead } = weather;
    calls = [];
    misled = new Set();
    const document = parse(query);
    const isFaulty = lost > 0 || dead.size > 0;
    const whole = await queryOracle(world, document, variables);
    const judged: Judged[] = [];
    const notJudged: string[] = [];
    for (const { engine, client } of clients) {
      const fault = knownFault(engine.name, {
        graph,
        document,
        hasErrors: world.options.errors > 0,
        isFaulty,
      });
      if (fault === undefined)
        judged.push({ engine, result: await client.execute(query, variables, patient()) });
      else notJudged.push(`${engine.name}: ${fault}`);
    }
    const problem = isFaulty ? findContradiction(judged, whole) : findDifference(judged, whole);
    if (problem === undefined) return { notJudged };
    return (await isMisleading(judged, operation))
      ? { notJudged: [...notJudged, misleading] }
      : { problem, notJudged };
  }

  /**
   * Whether the planner, without restrictions, fetches fields that exist only for the planner, and a judged engine
   * does, too.
   */
  async function isMisleading(
    judged: readonly Judged[],
    { query, variables }: OperationText,
  ): Promise<boolean> {
    if (!judged.some(({ engine }) => misled.has(engine.name))) return false;
    await clients.find(({ engine }) => engine.name === 'reference')?.client.execute(query, variables);
    return misled.has('reference');
  }

  return {
    async judge(seed) {
      weather = weatherOf(graph, seed);
      const operation = randomOperation(graph.api, new Random(seed));
      const { problem, notJudged } = await judgeOperation(operation);
      if (problem === undefined) return notJudged;
      const fails = async (smaller: OperationText): Promise<boolean> =>
        (await judgeOperation(smaller)).problem !== undefined;
      const small = await shrink(graph.api, operation, fails);
      const found = await judgeOperation(small);
      const lines = [`SEED=${seed} CASES=1 (${graph.name})`, small.query, JSON.stringify(small.variables)];
      const reason = found.problem ?? `only once: ${problem}`;
      throw new Error([...lines, reason, ...calls].join('\n'));
    },
    async judgeIntrospection() {
      const { problem } = await judgeOperation({ query: getIntrospectionQuery(), variables: {} });
      if (problem !== undefined) throw new Error(`${graph.name}: ${problem}`);
    },
    async close() {
      await Promise.all(clients.map(({ client }) => client.close()));
    },
  };
}

interface Judged {
  readonly engine: EngineUnderTest;
  readonly result: Result;
}

/** Without failures: compares every engine with the oracle. */
function findDifference(judged: readonly Judged[], whole: Result): string | undefined {
  for (const { engine, result } of judged) {
    const codes = new Set(['BROKEN', ...(engine.reportsInvalidValues ? [invalidValue] : [])]);
    const problem = difference(result, whole, { codes, fieldOrder: engine.keepsFieldOrder });
    if (problem !== undefined) return `${engine.name} against the oracle: ${problem}`;
  }
  return undefined;
}

/** With failures: every result must be compatible with the oracle's, and all results must be equal. */
function findContradiction(judged: readonly Judged[], whole: Result): string | undefined {
  for (const { engine, result } of judged) {
    const problem = contradiction(result.data, whole.data);
    if (problem !== undefined) return `${engine.name} against the oracle: ${problem}`;
  }
  const [first, ...others] = judged;
  for (const { engine, result } of others) {
    if (first === undefined) break;
    const bothReport = first.engine.reportsInvalidValues && engine.reportsInvalidValues;
    const problem = failureDifference(first.result, result, new Set(bothReport ? [] : [invalidValue]));
    if (problem !== undefined) return `${first.engine.name} against ${engine.name}: ${problem}`;
  }
  return undefined;
}

function failuresOf({ world, lost, dead }: Weather): Failures {
  return buildFailures({ seed: world.options.seed, lost, broken: 0, dead });
}

/** Most cases have only nulls; some have errors in the data, some lose parts of the graph. */
function weatherOf(graph: Graph, seed: number): Weather {
  const kind = hashOf(seed, 'weather') % 8;
  const names = [...graph.subgraphs.keys()];
  return {
    world: new World(graph, {
      seed,
      nulls: kind === 0 ? 0 : 0.12,
      errors: kind === 4 || kind === 5 ? 0.1 : 0,
    }),
    lost: kind === 6 ? 0.3 : 0,
    dead: new Set(kind === 7 ? names.filter((name) => isInShare(0.3, seed, 'dead', name)) : []),
  };
}

/** On a busy machine a plan waits long for a processor; the limit applies to the processor time that it has used. */
function patient(): RequestContext {
  return requestContext({ deadlineMs: performance.now() + deadlineMs });
}
