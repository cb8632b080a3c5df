import {
  type Check,
  findCycles,
  forbidText,
  isAt,
  isGenerated,
  limitImports,
  limitPackages,
  onModules,
} from './rule-kinds.ts';

interface Rule {
  readonly reason: string;
  readonly check: Check;
}

const stages = [
  'http',
  'policy',
  'audience',
  'operation',
  'view',
  'plan',
  'execute',
  'connect',
  'upstream',
  'shape',
  'supergraph',
  'config',
  'cache',
  'telemetry',
  'degrade',
  'workers',
  'wire',
];
const stageFolders = stages.map((stage) => `shared/${stage}/`);

/** Every place that a TypeScript file can have. A new stage is added above and in shared/README.md. */
const places = [
  /^bffs\/[^/]+\/./,
  /^shared\/(?:index|run-bff|process-life|bff(?:-[a-z]+)?|graph-[a-z]+|pipeline)\.ts$/,
  new RegExp(`^shared/(?:core|cli|${stages.join('|')})/.`),
  /^(?:demo|docs|test|bench)\/./,
];

const rootFiles = [
  'bff',
  'bff-authentication',
  'bff-budgets',
  'bff-caching',
  'bff-measure',
  'bff-parts',
  'bff-publish',
  'bff-readiness',
  'bff-reload',
  'bff-selection',
  'bff-switch',
  'bff-version',
  'bff-workers',
  'graph-budgets',
  'graph-composition',
  'graph-contracts',
  'graph-degradation',
  'graph-description',
  'graph-documents',
  'graph-engines',
  'graph-problems',
  'graph-upstreams',
  'graph-version',
  'graph-warnings',
].map((name) => `shared/${name}.ts`);

const vagueNames = /^(?:util|helper|common|lib|type|manager|service|handler)s?$/;

/** Tests, benchmarks and the demo's launcher hand the environment on to the programs that they start. */
function hasNoEnvironment(path: string): boolean {
  const mayReadIt = isAt('shared/config/', path) || isAt('demo/launcher/', path);
  return /^(?:shared|bffs|demo)\//.test(path) && !mayReadIt;
}

export const rules = {
  'every TypeScript file has a place that these rules know': {
    reason: 'a folder that no rule mentions is a folder where every import is allowed',
    check: onModules(({ path }) => (places.some((place) => place.test(path)) ? [] : [path])),
  },
  'a client imports the front door of the engine, its own files and nothing else': {
    reason: 'a client is settings and pure functions: what two clients need belongs to the engine',
    check: limitImports({
      from: /^bffs\/([^/]+)\/(?!generated\/)/,
      files: ['bffs/$1/', 'shared/index.ts'],
      packages: [],
    }),
  },
  'the generated files of a client import no other client': {
    reason: 'clients are released one by one',
    check: limitImports({ from: /^bffs\/([^/]+)\/generated\//, files: ['bffs/$1/', 'shared/index.ts'] }),
  },
  'the demo knows the engine by its front door': {
    reason: 'the estate stands for other teams’ services: a service that needs our insides proves nothing',
    check: limitImports({ from: /^demo\//, files: ['demo/', 'shared/index.ts'] }),
  },
  'a stage imports core/ and itself': {
    reason: 'it is handed its neighbours as arguments, so that it can be read, tested and replaced alone',
    check: limitImports({
      from: new RegExp(`^shared/(${stages.join('|')})/`),
      files: ['shared/$1/', 'shared/core/'],
    }),
  },
  'core/ imports nothing of ours': {
    reason: 'it holds the contracts between stages: a contract that knows a stage is not one',
    check: limitImports({ from: /^shared\/core\//, files: ['shared/core/'] }),
  },
  'the pipeline sees stages and contracts': {
    reason: 'it is the way of a request; how its parts are made is the business of bff.ts',
    check: limitImports({ from: /^shared\/pipeline\.ts$/, files: ['shared/core/', ...stageFolders] }),
  },
  'the composition root sees the pipeline, stages and contracts': {
    reason:
      'it is called by index.ts and cli/, and never calls them; of it, bff-version.ts and graph-*.ts are what a reload makes anew',
    check: limitImports({
      from: /^shared\/(?:bff(?:-[a-z]+)?|graph-[a-z]+)\.ts$/,
      files: [...rootFiles, 'shared/pipeline.ts', 'shared/core/', ...stageFolders],
    }),
  },
  'the process of a client sees the composition root, settings and contracts': {
    reason: 'it turns a file and signals into calls of the composition root; stages are not its business',
    check: limitImports({
      from: /^shared\/(?:run-bff|process-life)\.ts$/,
      files: [
        'shared/runtime/start.ts',
        'shared/process/cluster.ts',
        'shared/process/lifecycle.ts',
        'shared/workers/',
        'shared/config/',
        'shared/core/',
      ],
    }),
  },
  'the front door sees everything but the command line': {
    reason: 'the command line is one user of the front door among others',
    check: limitImports({
      from: /^shared\/index\.ts$/,
      files: [
        'shared/process/run.ts',
        'shared/runtime/start.ts',
        'shared/tools/budget-report.ts',
        'shared/tools/measure-operations.ts',
        'shared/tools/publish-schema.ts',
        'shared/runtime/load/compose-graph.ts',
        'shared/runtime/load/graph-problems.ts',
        'shared/pipeline.ts',
        'shared/core/',
        ...stageFolders,
      ],
    }),
  },
  'the command line enters by the front door': {
    reason: 'what the command line can do, a program can do',
    check: limitImports({ from: /^shared\/cli\//, files: ['shared/cli/', 'shared/index.ts'] }),
  },
  'the generator of the reference sees the front door and the command line': {
    reason: 'what it describes is what a user can reach',
    check: limitImports({ from: /^docs\//, files: ['docs/', 'shared/index.ts', 'shared/cli/'] }),
  },
  'imports have no cycles, types included': {
    reason: 'in a cycle no file can be understood first',
    check: findCycles,
  },
  'a package has one owner in the engine': {
    reason: 'what one folder owns, one folder can replace; and each of these has traps that are met once',
    check: limitPackages('shared/', {
      pino: ['shared/telemetry/'],
      'prom-client': ['shared/telemetry/'],
      '@opentelemetry/': ['shared/telemetry/'],
      'fast-xml-parser': ['shared/connect/'],
      undici: ['shared/upstream/', 'shared/policy/'],
      jose: ['shared/policy/'],
      ioredis: ['shared/cache/'],
      commander: ['shared/cli/'],
      esbuild: ['shared/view/'],
      htmlparser2: ['shared/view/'],
    }),
  },
  'only config/ reads the environment': {
    reason: 'a setting is read in one place, checked once and then frozen',
    check: (project) => [
      ...forbidText(
        'code',
        /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[|\benv\b[^;{}]*\}\s*=\s*process\b/g,
        hasNoEnvironment,
      )(project),
      ...onModules(({ path, imports }) =>
        imports
          .filter((entry) => /^(?:node:)?process$/.test(entry.specifier) && /\benv\b|\*/.test(entry.clause))
          .filter(() => hasNoEnvironment(path))
          .map(({ line }) => `${path}:${line}: imports the environment`),
      )(project),
    ],
  },
  'nothing is exported by default': {
    reason: 'a name given by the importer cannot be searched for',
    check: forbidText('code', /\bexport\s+default\b|\bas\s+default\b/g),
  },
  'any is not a type here': {
    reason: 'it switches the compiler off for everything that it touches',
    check: forbidText('code', /(?<![\w$.#])any\b(?!\s*[:(])|\?\s*any\s*:/g),
  },
  'the compiler is not silenced': {
    reason: 'a silenced error is still an error; a test of types may expect one',
    check: (project) => [
      ...forbidText('comments', /@ts-(?:ignore|nocheck)\b/g)(project),
      ...forbidText('comments', /@ts-expect-error\b/g, (path) => !isAt('test/', path))(project),
      ...forbidText('code', /\bas\s+(?:unknown|never)\s+as\b/g)(project),
    ],
  },
  'names say what is inside': {
    reason: 'a file called utils is where everything goes that nobody has thought about',
    check: ({ paths }) =>
      paths.filter((path) =>
        path.split('/').some((part) => vagueNames.test(part.replace(/\..*$/, '').toLowerCase())),
      ),
  },
  'shared/README.md maps the folders of shared/': {
    reason: 'a reader who knows the map can say in which folder any line lives',
    check: ({ paths, stageMap }) => {
      const folders = new Set(paths.flatMap((path) => /^shared\/([^/]+)\//.exec(path)?.slice(1) ?? []));
      const rows = new Set(Array.from(stageMap.matchAll(/^\|\s*\[?`([\w-]+)\/`/gm), ([, name = '']) => name));
      return [
        ...[...folders].filter((folder) => !rows.has(folder)).map((folder) => `shared/${folder}/ has no row`),
        ...[...rows].filter((row) => !folders.has(row)).map((row) => `row ${row}/ has no folder`),
      ];
    },
  },
  'a file has at most 300 lines': {
    reason: 'a longer one answers more than one question',
    check: onModules(({ path, lineCount }) =>
      lineCount > 300 && !isGenerated(path) ? [`${path}: ${lineCount} lines`] : [],
    ),
  },
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;
