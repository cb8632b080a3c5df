import type { RuleName } from './rules.ts';

/** Path to text. */
export type Files = Readonly<Record<string, string>>;

export interface Examples {
  /** Each of these must be reported. */
  readonly breaks: readonly [Files, ...Files[]];
  /** None of these may be reported. */
  readonly keeps: readonly [Files, ...Files[]];
}

export const ruleExamples: Readonly<Record<RuleName, Examples>> = {
  'every TypeScript file has a location that these rules know': {
    breaks: [{ 'shared/somewhere/new.ts': '' }, { 'shared/loose.ts': '' }, { 'bffs/loose.ts': '' }],
    keeps: [
      {
        'shared/runtime/start.ts': '',
        'shared/plan/cache/lru.ts': '',
        'bffs/web/main.ts': '',
        'demo/main.ts': '',
      },
    ],
  },
  'a client imports the entry point of the engine, its own files and nothing else': {
    breaks: [
      { 'bffs/web/main.ts': `import { serve } from '../../shared/runtime/start.ts';` },
      { 'bffs/web/main.ts': `import type { Operation } from '../../shared/core/operation.ts';` },
      { 'bffs/web/compute.ts': `import { price } from '../tv/compute.ts';` },
      { 'bffs/web/compute.ts': `import { price } from '../web-shop/compute.ts';` },
      { 'bffs/web/compute.ts': `const fs = await import('node:fs');` },
      { 'bffs/web/compute.ts': `import pino from 'pino';` },
    ],
    keeps: [
      { 'bffs/web/main.ts': `import { serve } from '../../shared/index.ts';` },
      { 'bffs/web/main.ts': `import { serve } from 'frontage';` },
      { 'bffs/web/compute/price.ts': `import type { Price } from '../generated/view.ts';` },
      { 'bffs/web/generated/view.ts': `import type { A } from '@graphql-typed-document-node/core';` },
    ],
  },
  'the generated files of a client import no other client': {
    breaks: [{ 'bffs/web/generated/view.ts': `import type { A } from '../../tv/generated/view.ts';` }],
    keeps: [{ 'bffs/web/generated/view.ts': `import type { A } from './scalars.ts';` }],
  },
  'the demo imports the engine by its entry point': {
    breaks: [
      { 'demo/start.ts': `export { listen } from '../shared/http/listen.ts';` },
      { 'demo/start.ts': `import '../bffs/web/main.ts';` },
    ],
    keeps: [
      { 'demo/start.ts': `import { serve } from '../shared/index.ts'; import './main.ts'; import 'pino';` },
    ],
  },
  'a stage imports core/ and itself': {
    breaks: [
      { 'shared/execute/a.ts': `import { callUpstream } from '../upstream/call.ts';` },
      { 'shared/execute/a.ts': `import type { Call } from '../upstream/call.ts';` },
      { 'shared/execute/a.ts': `let call: import('../upstream/call.ts').Call;` },
      { 'shared/execute/a.ts': `import {\n  a, // '../core/a.ts'\n  b,\n} from '../execute-more/b.ts';` },
      { 'shared/execute/a.ts': `export * from '../pipeline.ts';` },
      { 'shared/execute/a.ts': `import { a } from '../../demo/a.ts';` },
      { 'shared/execute/a.ts': `import { a } from '../index.ts';` },
      { 'shared/execute/a.ts': `import { a } from 'frontage';` },
    ],
    keeps: [
      { 'shared/execute/deep/a.ts': `import '../../core/errors.ts'; import '../b.ts'; import 'graphql';` },
      {
        'shared/execute/a.ts': `// import '../upstream/call.ts'\nconst text = "import '../upstream/call.ts'";`,
      },
    ],
  },
  'execute/data/ imports core/ and itself': {
    breaks: [{ 'shared/execute/data/a.ts': `import { Failures } from '../errors/failures.ts';` }],
    keeps: [{ 'shared/execute/data/a.ts': `import '../../core/errors.ts'; import './b.ts';` }],
  },
  'execute/errors/ imports merged data, contracts and itself': {
    breaks: [{ 'shared/execute/errors/a.ts': `import type { Run } from '../run/run.ts';` }],
    keeps: [
      {
        'shared/execute/errors/a.ts': `import '../data/a.ts'; import '../../core/errors.ts'; import './b.ts';`,
      },
    ],
  },
  'only execute/data/ writes merged data while fetches run': {
    breaks: [
      { 'shared/execute/run/a.ts': `setOwn(target, key, value);` },
      { 'shared/execute/errors/a.ts': `import { mergeData } from '../../core/json/merge-data.ts';` },
    ],
    keeps: [{ 'shared/execute/data/a.ts': `setOwn(target, key, value);` }],
  },
  'execute/ knows no degradation policy': {
    breaks: [
      { 'shared/execute/errors/a.ts': `if (policy.onError) return;` },
      { 'shared/execute/a.ts': `import type { PolicyDeclaration } from '../core/degradation.ts';` },
    ],
    keeps: [{ 'shared/execute/a.ts': `import type { Degradation } from '../core/degradation.ts';` }],
  },
  'a phase of planning imports the phases before it': {
    breaks: [{ 'shared/plan/solve/a.ts': `import type { FetchDraft } from '../fetches/fetch-draft.ts';` }],
    keeps: [
      { 'shared/plan/solve/a.ts': `import '../model/a.ts'; import '../operation/a.ts'; import './b.ts';` },
      { 'shared/plan/compile/a/b.ts': `import '../../fetches/a.ts'; import '../../planning-turns.ts';` },
    ],
  },
  'core/ imports no other stage': {
    breaks: [{ 'shared/core/a.ts': `import type { Plan } from '../plan/plan.ts';` }],
    keeps: [
      {
        'shared/core/a.ts': `import { b } from './b.ts'; import { channel } from 'node:diagnostics_channel';`,
      },
    ],
  },
  'the pipeline imports stages and contracts': {
    breaks: [
      { 'shared/pipeline.ts': `import { startBff } from './runtime/start.ts';` },
      { 'shared/pipeline.ts': `import { main } from './cli/main.ts';` },
    ],
    keeps: [
      { 'shared/pipeline.ts': `import { plan } from './plan/plan.ts'; import { a } from './core/a.ts';` },
    ],
  },
  'runtime/ imports the pipeline, stages and contracts': {
    breaks: [
      { 'shared/runtime/start.ts': `import { a } from '../index.ts';` },
      { 'shared/runtime/load/load-graph.ts': `import { main } from '../../cli/main.ts';` },
      { 'shared/runtime/start.ts': `import { run } from '../process/run.ts';` },
    ],
    keeps: [
      {
        'shared/runtime/start.ts': `import '../pipeline.ts'; import '../http/listen.ts'; import './reload.ts';`,
      },
    ],
  },
  'process/ imports runtime/, settings, the admin server and the log': {
    breaks: [
      { 'shared/process/run.ts': `import { listen } from '../http/listen.ts';` },
      { 'shared/process/run.ts': `import { pipeline } from '../pipeline.ts';` },
    ],
    keeps: [
      {
        'shared/process/run.ts': `import '../runtime/start.ts'; import '../config/a.ts'; import './cluster.ts';`,
      },
    ],
  },
  'tools/ imports runtime/, stages and contracts': {
    breaks: [{ 'shared/tools/budget-report.ts': `import { run } from '../process/run.ts';` }],
    keeps: [{ 'shared/tools/budget-report.ts': `import '../runtime/start.ts'; import '../config/a.ts';` }],
  },
  'index.ts imports everything but the command line': {
    breaks: [{ 'shared/index.ts': `export { main } from './cli/main.ts';` }],
    keeps: [
      {
        'shared/index.ts': `export { a } from './runtime/start.ts'; export type { b } from './config/b.ts';`,
      },
    ],
  },
  'the command line uses the entry point': {
    breaks: [
      { 'shared/cli/serve.ts': `import { readSettings } from '../config/read-settings.ts';` },
      { 'shared/cli/serve.ts': `import { startBff } from '../runtime/start.ts';` },
    ],
    keeps: [{ 'shared/cli/serve.ts': `import { a } from '../index.ts'; import { b } from './print.ts';` }],
  },
  'the generator of the reference uses the entry point and the command line': {
    breaks: [
      { 'docs/generate.ts': `import { settingsSchema } from '../shared/config/settings-schema.ts';` },
      { 'docs/generate/page.ts': `import { dataset } from '../../demo/data/dataset.ts';` },
    ],
    keeps: [
      { 'docs/generate.ts': `import { a } from '../shared/index.ts'; import './generate/page.ts';` },
      { 'docs/generate.ts': `import { buildProgram } from '../shared/cli/build-program.ts';` },
    ],
  },
  'imports have no cycles, types included': {
    breaks: [
      { 'shared/core/a.ts': `import './a.ts';` },
      { 'demo/a.ts': `import './b.ts';`, 'demo/b.ts': `import type { A } from './a.ts';` },
      {
        'demo/a.ts': `import './b.ts';`,
        'demo/b.ts': `import './c.ts';`,
        'demo/c.ts': `export * from './b.ts';`,
      },
    ],
    keeps: [
      {
        'demo/a.ts': `import './b.ts'; import './c.ts';`,
        'demo/b.ts': `import './c.ts';`,
        'demo/c.ts': '',
      },
    ],
  },
  'a package has one owner in the engine': {
    breaks: [
      { 'shared/http/a.ts': `import { pino } from 'pino';` },
      { 'shared/http/a.ts': `import { trace } from '@opentelemetry/api';` },
      { 'shared/supergraph/a.ts': `import { request } from 'undici';` },
      { 'shared/upstream/a.ts': `const xml = await import('fast-xml-parser');` },
      { 'shared/runtime/start.ts': `import type { Logger } from 'pino';` },
    ],
    keeps: [
      { 'shared/upstream/a.ts': `import { Pool } from 'undici';` },
      { 'shared/telemetry/a.ts': `import { pino } from 'pino'; import '@opentelemetry/api';` },
      { 'test/unit/a.test.ts': `import { request } from 'undici';` },
      { 'shared/http/a.ts': `import 'pino-like';` },
    ],
  },
  'only config/ reads the environment': {
    breaks: [
      { 'shared/http/a.ts': 'const port = process.env.PORT;' },
      { 'demo/a.ts': `const port = process['env'].PORT;` },
      { 'bffs/web/main.ts': 'const { env } = process;' },
      { 'shared/cli/a.ts': `import { env } from 'node:process';` },
      { 'shared/cli/a.ts': `import * as everything from 'process';` },
    ],
    keeps: [
      { 'shared/config/a.ts': 'const port = process.env.PORT;' },
      { 'shared/http/a.ts': `// process.env\nprocess.exitCode = 1; const env = 'process.env';` },
      { 'shared/cli/a.ts': `import { argv } from 'node:process';` },
      { 'demo/launcher/a.ts': 'fork(file, [], { env: { ...process.env, PORT } });' },
      { 'test/a.test.ts': 'spawn(file, [], { env: process.env });' },
    ],
  },
  'nothing is exported by default': {
    breaks: [{ 'demo/a.ts': 'export default 1;' }, { 'demo/a.ts': 'const a = 1; export { a as default };' }],
    keeps: [{ 'demo/a.ts': `// export default 1\nexport const a = 'export default 1';` }],
  },
  'the type any is not used': {
    breaks: [
      { 'demo/a.ts': 'let a: any = 1;' },
      { 'demo/a.ts': 'const a = b as any;' },
      { 'demo/a.ts': 'const a = new Map<string, any>();' },
      { 'demo/a.ts': 'const a: any[] = [];' },
      { 'demo/a.ts': 'type A<T = any> = T extends string ? any : never;' },
      { 'demo/a.ts': 'function a(...rest: any): any {}' },
      { 'demo/a.ts': `const a = \`\${b as any}\`;` },
    ],
    keeps: [
      { 'demo/a.ts': 'const signal = AbortSignal.any(signals); const list = { any: 1 }; const anyone = 1;' },
      { 'demo/a.ts': `/* any */ const text = 'any' + "any" + \`any\`; const find = /any | any/;` },
      { 'demo/generated/a.ts': 'export type Scalar = any;' },
    ],
  },
  'the compiler is not silenced': {
    breaks: [
      { 'shared/http/a.ts': '// @ts-ignore\nconst a = 1;' },
      { 'test/a.test.ts': '/* @ts-nocheck */' },
      { 'shared/http/a.ts': '// @ts-expect-error\nconst a = 1;' },
      { 'demo/a.ts': 'const a = b as unknown as string;' },
    ],
    keeps: [
      { 'test/a.test.ts': '// @ts-expect-error: a number is not a name\nconst a = 1;' },
      { 'demo/a.ts': `const a = b as const; const text = '// @ts-ignore';` },
    ],
  },
  'file names describe their content': {
    breaks: [
      { 'shared/http/utils.ts': '' },
      { 'shared/http/types.d.ts': '' },
      { 'demo/lib/catalog.ts': '' },
      { 'test/unit/Helper.test.ts': '' },
      { 'bffs/web/common.yaml': '' },
    ],
    keeps: [{ 'shared/http/media-types.ts': '', 'demo/library.ts': '', 'shared/core/service-level.ts': '' }],
  },
  'shared/README.md maps the folders of shared/': {
    breaks: [
      { 'shared/core/a.ts': '' },
      { 'shared/README.md': '| `core/` | contracts |' },
      { 'shared/README.md': '| `core/` | contracts |', 'shared/core/a.ts': '', 'shared/http/a.ts': '' },
    ],
    keeps: [
      {
        'shared/README.md': '| stage | decides |\n|---|---|\n| `core/` | contracts |',
        'shared/core/a.ts': '',
      },
      {
        'shared/README.md': '| [`core/`](core/) | contracts |',
        'shared/core/a.ts': '',
        'shared/pipeline.ts': '',
      },
    ],
  },
  'a folder of the engine has at most 18 files': {
    breaks: [Object.fromEntries(Array.from({ length: 19 }, (_, index) => [`shared/http/a${index}.ts`, '']))],
    keeps: [
      Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => [`shared/http/${index % 2 ? 'a' : 'b'}/c${index}.ts`, '']),
      ),
    ],
  },
  'a file has at most 300 lines': {
    breaks: [{ 'demo/a.ts': 'const a = 1;\n'.repeat(301) }],
    keeps: [
      { 'demo/a.ts': 'const a = 1;\n'.repeat(300) },
      { 'demo/generated/a.ts': 'const a = 1;\n'.repeat(301) },
    ],
  },
};
