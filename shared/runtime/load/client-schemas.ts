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
import type { LocatedPolicy, View } from '../../view/view.ts';

/** The contract with a client: a schema, and the operations that the client ships. */
export interface ClientSchema {
  /** The API version; undefined if there is only one schema. */
  readonly version: string | undefined;
  readonly schema: GraphQLSchema;
  /** Undefined if clients see the unmodified graph. */
  readonly view: ClientView | undefined;
  /** The compiled form of `view`. */
  readonly compiledView: View | undefined;
  readonly documents: readonly TrustedDocument[];
  /** Declared in the view, by `Type.field` of the graph. */
  readonly degradation: ReadonlyMap<string, LocatedPolicy>;
}

export interface ClientSchemas {
  readonly all: readonly [ClientSchema, ...ClientSchema[]];
  /** The contents of the files of views and functions; equal for equal files. */
  readonly text: string;
  /** Files that no setting names: the modules of compute functions. */
  readonly files: readonly string[];
}

interface ClientSchemaFiles {
  readonly version: string | undefined;
  readonly files: readonly string[];
  readonly documents: readonly TrustedDocument[];
}

const maxViewBytes = 1024 * 1024;

/**
 * Compiles the views of a client. `graph`: with the contract's tags applied. Rejects with a `StartError` that has the
 * problems of functions, views and documents.
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

  function read({ version, files, documents }: ClientSchemaFiles): ClientSchema {
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

  const [first, ...others] = clientSchemaFiles(settings, found);
  const firstSchema = found.attempt(() => read(first));
  const more = others.flatMap((files) => found.attempt(() => read(files)) ?? []);
  found.throwIfAny();
  if (firstSchema === undefined) throw new TypeError('expected a client schema, as there are no problems');
  return { all: [firstSchema, ...more], text: JSON.stringify(texts), files: functions.files };
}

/** Documents without a version belong to the default version. */
function clientSchemaFiles(
  { view, trustedDocuments }: Settings,
  found: ProblemCollector,
): [ClientSchemaFiles, ...ClientSchemaFiles[]] {
  const common = found.attempt(() => readTrustedDocuments(trustedDocuments)) ?? [];
  const versions = Object.entries(view.versions ?? {});
  const defaultVersion = view.versioning.default ?? versions[0]?.[0];
  const [first, ...others] = versions.map(
    ([version, { files, operations: directory }]): ClientSchemaFiles => ({
      version,
      files,
      documents: [
        ...(directory === undefined
          ? []
          : (found.attempt(() => readTrustedDocuments({ directory, manifests: [] })) ?? [])),
        ...(version === defaultVersion ? common : []),
      ],
    }),
  );
  if (first === undefined) return [{ version: undefined, files: view.files, documents: common }];
  return [first, ...others];
}
