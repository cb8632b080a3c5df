import assert from 'node:assert/strict';
import { parse, validate } from 'graphql';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { Presentation } from '../../../shared/core/presentation.ts';
import { createNativeEngine } from '../../../shared/execute/native-engine.ts';
import { createPlanner } from '../../../shared/plan/create-planner.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { buildClientView } from '../../../shared/view/build-client-view.ts';
import { compileView } from '../../../shared/view/compile-view.ts';
import type { View } from '../../../shared/view/view.ts';
import { noDegradation } from '../../support/declared-rules.ts';
import { requestContext } from '../../support/request-context.ts';
import type { Graph } from '../differential/graph.ts';
import { hashOf, Random } from '../differential/random.ts';
import { type OperationText, randomOperation, richStyle } from '../differential/random-operation.ts';
import { shrink } from '../differential/shrink.ts';
import { fieldsDependedOn, World } from '../differential/world.ts';
import { querySubgraph } from '../differential/world-subgraph.ts';
import { createGraphqlClient, type GraphqlClient } from '../harness/graphql-client.ts';
import { acceptedParts, fileOf, isAccepted } from './accepted-parts.ts';
import { allowedFields, unneededFields } from './allowed-fields.ts';
import { difference, unexplained } from './compare-results.ts';
import { kindsMet } from './kinds-met.ts';
import { randomView } from './random-view.ts';
import { executeReference } from './reference.ts';
import { problemsIn } from './schema-problems.ts';
import { computeFunctions, presentations, viewOptions } from './view-settings.ts';

export interface ViewRun {
  /** Generates a view, data and an operation, and throws if the result is wrong. Undefined: the view is refused. */
  judge(seed: number): Promise<'judged' | 'refused'>;
  /** The number of cases with each part of the vocabulary. */
  readonly met: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

interface Case {
  readonly parts: readonly string[];
  readonly operation: OperationText;
}

interface Call {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: unknown;
}

const texts = [
  'one two three four five',
  '<p>Fine &amp; <b>dandy</b></p>',
  'short',
  '2026-03-01T10:30:00Z',
  '2026-03-01',
  'https://img.invalid/a.png?b=1#c',
  'EUR',
  'CHF',
  '',
  'Grüße, Welt 👩‍👩‍👧 und mehr',
];

/** The native engine with random views over one graph. */
export async function createViewRun(graph: Graph): Promise<ViewRun> {
  const supergraph = parse(graph.supergraphSdl);
  const planner = await createPlanner({ supergraph, schema: graph.api, timeoutMs: 10_000 });
  const dependedOn = fieldsDependedOn(graph);
  let world = new World(graph, { seed: 0, nulls: 0, errors: 0, texts });
  let dead: string | undefined;
  let calls: Call[] = [];
  const met = new Map<string, number>();

  function openClient(view: View): Promise<GraphqlClient> {
    const clientView = buildClientView({
      ...viewOptions,
      view,
      graph: graph.api,
      functions: computeFunctions,
    });
    const create = async (options: Parameters<Parameters<typeof createGraphqlClient>[0]['create']>[0]) =>
      createNativeEngine({
        ...options,
        schema: view.schema,
        planner,
        view: clientView,
        compileResponseWriter,
        maxResponseBytes: 10_000_000,
        sharingKey: undefined,
        overrideLabels: {},
        degradation: noDegradation,
      });
    return createGraphqlClient(
      { name: 'native', create, reportsInvalidValues: true, keepsFieldOrder: true },
      graph.supergraphSdl,
      async (name, request) => {
        const subgraph = graph.subgraphs.get(name);
        if (subgraph === undefined) throw new TypeError(`unknown subgraph ${name}`);
        calls.push({ subgraph: name, query: request.query, variables: request.variables });
        if (name === dead) throw new FrontageError('SUBGRAPH_UNAVAILABLE');
        return querySubgraph(world, subgraph, request);
      },
    );
  }

  /** The problem of the result of a case, for a client on this device and in this language. */
  async function findProblem(
    view: View,
    client: GraphqlClient,
    { query, variables }: OperationText,
    presentation: Presentation,
  ): Promise<string | undefined> {
    const document = parse(query);
    calls = [];
    const expected = await executeReference({ view, world, document, variables, presentation });
    const result = await client.execute(query, variables, requestContext({ presentation }));
    const isRefused = result.data === undefined && result.errors?.[0]?.code === 'BAD_USER_INPUT';
    if (
      expected.isRefused !== isRefused &&
      !(isRefused && `${query} ${JSON.stringify(variables)}`.includes('UNKNOWN'))
    )
      return `is ${isRefused ? '' : 'not '}refused\n  ${JSON.stringify(result)}`;
    // A field that a condition removes is refused, too.
    if (isRefused) return undefined;
    const allowed = allowedFields(view, graph.api, document);
    const beside = calls.flatMap((call) => {
      const subgraph = graph.subgraphs.get(call.subgraph);
      return subgraph ? unneededFields(allowed, call.query, subgraph.schema, graph.whole) : [];
    });
    const unneeded = beside.filter((coordinate) => !dependedOn.has(coordinate.split('.')[1] ?? ''));
    if (unneeded.length > 0) return `fetches fields that no selected field needs: ${unneeded.join(', ')}`;
    const problems = problemsIn(view.schema, document, result.data ?? null);
    if (problems.length > 0)
      return `does not match the schema: ${problems.join(', ')}\n  ${JSON.stringify(result)}`;
    // The nulls of a call without a response depend on the plan; the paths of their errors do not.
    if (dead !== undefined) return unexplained(result, expected.data);
    return difference(result, expected.data, expected.errorPaths);
  }

  async function judgeCase({ parts, operation }: Case, seed: number): Promise<string | undefined> {
    const view = compile(parts);
    if (validate(view.schema, parse(operation.query)).length > 0) return undefined;
    const client = await openClient(view);
    try {
      const first = hashOf(seed, 'presentation') % presentations.length;
      const requested = new Set<string>();
      // Sometimes all presentations: their upstream operations must be equal.
      const count = hashOf(seed, 'all') % 5 === 0 ? presentations.length : 1;
      for (let index = 0; index < count; index += 1) {
        const presentation = presentations[(first + index) % presentations.length];
        assert.ok(presentation);
        const problem = await findProblem(view, client, operation, presentation);
        if (problem !== undefined) return `${problem}\n  ${JSON.stringify(presentation)}`;
        requested.add(rootTexts(calls));
      }
      return requested.size > 1
        ? `devices cause different upstream operations: ${[...requested].join(' or ')}`
        : undefined;
    } finally {
      await client.close();
    }
  }

  let compiled: { readonly parts: readonly string[]; readonly view: View } | undefined;

  function compile(parts: readonly string[]): View {
    if (compiled?.parts !== parts) compiled = { parts, view: compileParts(parts) };
    return compiled.view;
  }

  function compileParts(parts: readonly string[]): View {
    return compileView({
      schema: graph.api,
      client: 'tests',
      files: parts.map((text, index) => ({ file: fileOf(index), text })),
      shape: undefined,
      slots: Object.keys(viewOptions.images.slots),
      functions: computeFunctions.names,
    });
  }

  return {
    async judge(seed) {
      const kind = hashOf(seed, 'weather') % 5;
      world = new World(graph, {
        seed,
        nulls: kind === 0 ? 0 : 0.12,
        errors: kind === 2 || kind === 3 ? 0.1 : 0,
        texts,
      });
      const names = [...graph.subgraphs.keys()];
      dead = kind === 4 ? names[hashOf(seed, 'dead') % names.length] : undefined;
      const random = new Random(seed);
      const parts = acceptedParts(randomView(graph.api, random), compile);
      if (parts === undefined) return 'refused';
      const operation = randomOperation(compile(parts).schema, random, richStyle);
      for (const kind of kindsMet(compile(parts), operation.query)) met.set(kind, (met.get(kind) ?? 0) + 1);
      const problem = await judgeCase({ parts, operation }, seed);
      if (problem === undefined) return 'judged';
      const small = await shrinkCase({ parts, operation }, seed);
      const found = await judgeCase(small, seed);
      const { query, variables } = small.operation;
      const lines = [
        `SEED=${seed} CASES=1 (${graph.name})`,
        ...small.parts,
        query,
        JSON.stringify(variables),
        found ?? `only once: ${problem}`,
        ...calls.map((call) => `sends to ${call.subgraph}: ${call.query} ${JSON.stringify(call.variables)}`),
      ];
      throw new Error(lines.join('\n'));
    },
    met,
    close: () => planner.close(),
  };

  async function shrinkCase(whole: Case, seed: number): Promise<Case> {
    const { schema } = compile(whole.parts);
    const operation = await shrink(schema, whole.operation, async (smaller) => {
      return (await judgeCase({ parts: whole.parts, operation: smaller }, seed)) !== undefined;
    });
    let { parts } = whole;
    for (let index = 0; index < parts.length; ) {
      const fewer = parts.filter((_, at) => at !== index);
      const isStill =
        isAccepted(fewer, compile) && (await judgeCase({ parts: fewer, operation }, seed)) !== undefined;
      if (isStill) parts = fewer;
      else index += 1;
    }
    return { parts, operation };
  }
}

/** The first upstream operations; later ones depend on the data. */
function rootTexts(calls: readonly Call[]): string {
  const texts = calls.map(({ subgraph, query }) => `${subgraph}: ${query}`);
  return texts
    .filter((text) => !text.includes('_entities'))
    .sort()
    .join('\n');
}
