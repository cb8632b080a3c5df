import { composeServices } from '@apollo/composition';
import { parse, print } from 'graphql';
import { readHarbourOperations } from '../../test/support/harbour-operations.ts';
import { composeWorkload } from '../measure/compose-workload.ts';
import { buildLargeGraph } from '../start/large-graph.ts';
import { buildBenchmarkWorkload } from '../workloads/benchmark.ts';
import { buildSmallWorkload } from '../workloads/small.ts';
import { buildWideWorkload } from '../workloads/wide.ts';
import { buildWorstOperations } from './worst-operations.ts';

/** One operation to plan. */
export interface PlanSubject {
  readonly name: string;
  readonly supergraph: string;
  readonly query: string;
}

/** Harbour's documents, the operations of the workloads, one on a large graph, and the worst ones. */
export async function buildPlanSubjects(): Promise<readonly PlanSubject[]> {
  return [...(await harbourSubjects()), ...workloadSubjects(), largeSubject(), ...buildWorstOperations()];
}

async function harbourSubjects(): Promise<PlanSubject[]> {
  const clients = await readHarbourOperations();
  return clients.flatMap(({ client, supergraph, operations }) => {
    const text = print(supergraph);
    return operations.map(({ name, document }) => ({
      name: `${client} ${name.slice(name.indexOf(': ') + 2)}`,
      supergraph: text,
      query: print(document),
    }));
  });
}

function workloadSubjects(): PlanSubject[] {
  return [buildBenchmarkWorkload(), buildSmallWorkload(), buildWideWorkload()].map((workload) => ({
    name: `workload ${workload.name}`,
    supergraph: composeWorkload(workload, {}),
    query: workload.operation.query,
  }));
}

function largeSubject(): PlanSubject {
  const { subgraphs, query } = buildLargeGraph(1);
  const services = subgraphs.map(({ name, sdl }) => ({
    name,
    url: `http://${name}.invalid/graphql`,
    typeDefs: parse(sdl),
  }));
  // The check of satisfiability takes minutes.
  const { errors, supergraphSdl } = composeServices(services, { runSatisfiability: false });
  if (errors !== undefined) throw new AggregateError(errors, 'the large graph does not compose');
  return { name: 'large graph', supergraph: supergraphSdl, query };
}
