import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import type { Settings } from '../../config/settings-schema.ts';
import { viewOptions } from '../../config/view-options.ts';
import type { ClientView } from '../../core/client-view.ts';
import { readInputFile, shownPath } from '../../core/runtime/input-file.ts';
import { createProblemCollector, type ProblemCollector } from '../../core/runtime/problem-collector.ts';
import { readTrustedDocuments } from '../../operation/documents/read-trusted-documents.ts';
import type { TrustedDocument } from '../../operation/documents/trusted-document.ts';
import { buildClientView } from '../../view/build-client-view.ts';
import { compileView } from '../../view/compile-view.ts';
import { loadCompute, noComputeFunctions } from '../../view/compute/load-compute.ts';
import type { PlacedPolicy, View } from '../../view/view.ts';

/** What a client is promised: a schema, and the operations that it ships. */
export interface ClientSchema {
  /** Undefined where there is one contract. */
  readonly version: string | undefined;
  readonly schema: GraphQLSchema;
  /** Undefined where clients see the graph as it is. */
  readonly view: ClientView | undefined;
  /** What `view` works by. */
  readonly compiledView: View | undefined;
  readonly documents: readonly TrustedDocument[];
  /** Declared in the view, by `Type.field` of the graph. */
  readonly degradation: ReadonlyMap<string, PlacedPolicy>;
}

export interface ClientSchemas {
  readonly all: readonly [ClientSchema, ...ClientSchema[]];
  /** Whatever the files of views and functions say; equal for equal files. */
  readonly text: string;
  /** Files that no setting names: what functions are made of. */
  readonly files: readonly string[];
}

interface ContractFiles {
  readonly version: string | undefined;
  readonly files: readonly string[];
  readonly documents: readonly TrustedDocument[];
}

const maxViewBytes = 1024 * 1024;

/**
 * Compiles the views of a client. `graph`: as its contract tags leave it. Rejects with a `StartError` that has the
 * problems of functions, views and documents alike.
 */
export async function readClientSchemas(settings: Settings, graph: GraphQLSchema): Promise<ClientSchemas> {
  const { view, client } = settings;
  const found = createProblemCollector();
  const { compute } = view;
  const loaded =
    compute === undefined ? noComputeFunctions : await found.attemptAsync(() => loadCompute(compute));
  const functions = loaded ?? noComputeFunctions;
  const options = viewOptions(view);
  const texts: string[] = functions.files.map((file) => readFileSync(file, 'utf8'));

  function read({ version, files, documents }: ContractFiles): ClientSchema {
    const sources = files.map((path) => ({ file: shownPath(path), text: readInputFile(path, maxViewBytes) }));
    texts.push(...sources.map(({ text }) => text));
    const shape = version === undefined ? view.shape : undefined;
    if (sources.length === 0 && Object.keys(shape ?? {}).length === 0)
      return {
        version,
        schema: graph,
        view: undefined,
        compiledView: undefined,
        documents,
        degradation: new Map(),
      };
    const compiled = compileView({
      schema: graph,
      client,
      files: sources,
      shape,
      slots: Object.keys(view.images.slots),
      functions: loaded?.names,
    });
    const { schema, degradation } = compiled;
    const clientView = buildClientView({ ...options, view: compiled, graph, functions });
    return { version, schema, view: clientView, compiledView: compiled, documents, degradation };
  }

  const [first, ...others] = contractFiles(settings, found);
  const contract = found.attempt(() => read(first));
  const more = others.flatMap((files) => found.attempt(() => read(files)) ?? []);
  found.throwIfAny();
  if (contract === undefined) throw new TypeError('a contract without problems is there');
  return { all: [contract, ...more], text: JSON.stringify(texts), files: functions.files };
}

/** Documents that are nobody's in particular belong to the version that is meant where none is named. */
function contractFiles(
  { view, trustedDocuments }: Settings,
  found: ProblemCollector,
): [ContractFiles, ...ContractFiles[]] {
  const common = found.attempt(() => readTrustedDocuments(trustedDocuments)) ?? [];
  const versions = Object.entries(view.versions ?? {});
  const usual = view.versioning.default ?? versions[0]?.[0];
  const [first, ...others] = versions.map(
    ([version, { files, operations: directory }]): ContractFiles => ({
      version,
      files,
      documents: [
        ...(directory === undefined
          ? []
          : (found.attempt(() => readTrustedDocuments({ directory, manifests: [] })) ?? [])),
        ...(version === usual ? common : []),
      ],
    }),
  );
  if (first === undefined) return [{ version: undefined, files: view.files, documents: common }];
  return [first, ...others];
}
