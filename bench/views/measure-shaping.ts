import { requestBody } from '../load/graphql-client.ts';
import { type Comparison, compareContenders } from './compare-contenders.ts';
import { type Contender, postRequest } from './contender.ts';
import { changedShare, type ShapedOperation, shapedOperations } from './shaped-operations.ts';
import { startFrontage } from './start-frontage.ts';
import { costFigure, plainFigure, type ViewFigure } from './view-figure.ts';
import type { ViewRun } from './view-run.ts';
import { checkResponses, createViewSession, withEndings } from './view-session.ts';

export interface Measured {
  readonly figures: readonly ViewFigure[];
  readonly comparisons: Readonly<Record<string, readonly Comparison[]>>;
}

/** The cost of views that change fields, against the same operation without a view. */
export async function measureShaping(run: ViewRun): Promise<Measured> {
  const figures: ViewFigure[] = [];
  const comparisons: Record<string, readonly Comparison[]> = {};
  for (const [number, shaped] of shapedOperations.entries()) {
    const { figure, comparison } = await measureOperation(shaped, number, run);
    figures.push(...figure);
    comparisons[shaped.name] = comparison;
  }
  return { figures, comparisons };
}

function measureOperation(shaped: ShapedOperation, number: number, run: ViewRun) {
  return withEndings(async (onEnd) => {
    const session = await createViewSession(shaped.workload, run);
    onEnd(session.close);
    const { settings, query, data } = session;
    const plainPeer = await startFrontage(run, { name: `plain-${number}`, settings });
    onEnd(plainPeer.close);
    const file = `shaped-${number}.graphql`;
    const viewedPeer = await startFrontage(run, {
      name: `viewed-${number}`,
      settings: { ...settings, view: { files: [`./${file}`] } },
      files: { [file]: shaped.view },
    });
    onEnd(viewedPeer.close);
    const without: Contender = {
      name: 'without a view',
      peer: plainPeer,
      requests: [postRequest(requestBody({ query }))],
      status: 200,
    };
    const viewed: Contender = {
      name: 'with the view',
      peer: viewedPeer,
      requests: [postRequest(requestBody({ query: shaped.queryOf(query) }))],
      status: 200,
    };
    const plain: unknown = JSON.parse(JSON.stringify(data));
    const bytes = await checkResponses(without, [plain]);
    const viewedBytes = await checkResponses(viewed, [shaped.responseOf(plain)]);
    const comparison = await compareContenders(shaped.name, [without, viewed], run);
    const ratio = comparison[1]?.ofFirst ?? Number.NaN;
    const share = (changedShare(plain, shaped.changed) * 100).toFixed(0);
    const name = `${shaped.workload}: ${shaped.name}`;
    const figure = [
      shaped.atMost === undefined
        ? plainFigure(name, `${((ratio - 1) * 100).toFixed(1)} %`)
        : costFigure(name, ratio, shaped.atMost),
      plainFigure('  fields changed; bytes', `${share} %; ${((viewedBytes / bytes) * 100).toFixed(0)} %`),
    ];
    return { figure, comparison };
  });
}
