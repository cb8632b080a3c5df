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
  'variant',
  'operation',
  'view',
  'plan',
  'execute',
  'connect',
  'upstream',
  'degradation',
  'response',
  'supergraph',
  'config',
  'cache',
  'telemetry',
  'wire',
];
const stageFolders = stages.map((stage) => `shared/${stage}/`);

/** The folders that assemble stages, and the programs that run them. */
const compositionFolders = ['runtime', 'process', 'tools', 'cli'];

/** Every location that a TypeScript file can have. A new stage is added above and in shared/README.md. */
const places = [
  /^bffs\/[^/]+\/./,
  /^shared\/(?:index|pipeline)\.ts$/,
  new RegExp(`^shared/(?:core|${[...compositionFolders, ...stages].join('|')})/.`),
  /^(?:demo|docs|test|bench)\/./,
];

const vagueNames = /^(?:util|helper|common|lib|type|manager|service|handler)s?$/;

/** The folders of `shared/plan/`, in the order in which an operation passes them. */
const planPhases = ['model', 'operation', 'solve', 'fetches', 'compile'];

/** Tests, benchmarks and the demo's launcher pass the environment on to the programs that they start. */
function hasNoEnvironment(path: string): boolean {
  const mayReadIt = isAt('shared/config/', path) || isAt('demo/launcher/', path);
  return /^(?:shared|bffs|demo)\//.test(path) && !mayReadIt;
}

export const rules = {
  'every TypeScript file has a location that these rules know': {
    reason: 'a folder that no rule mentions is a folder where every import is allowed',
    check: onModules(({ path }) => (places.some((place) => place.test(path)) ? [] : [path])),
  },
  'a client imports the entry point of the engine, its own files and nothing else': {
    reason: 'a client is settings and pure functions: code that two clients need belongs to the engine',
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
  'the demo imports the engine by its entry point': {
    reason:
      'the estate represents services of other teams: a service that needs our internals proves nothing',
    check: limitImports({ from: /^demo\//, files: ['demo/', 'shared/index.ts'] }),
  },
  'a stage imports core/ and itself': {
    reason: 'a stage receives its neighbours as arguments, so that it can be read, tested and replaced alone',
    check: limitImports({
      from: new RegExp(`^shared/(${stages.join('|')})/`),
      files: ['shared/$1/', 'shared/core/'],
    }),
  },
  'execute/data/ imports core/ and itself': {
    reason: 'merged data does not depend on how it is fetched, nor on the handling of failures',
    check: limitImports({
      from: /^shared\/execute\/data\//,
      files: ['shared/execute/data/', 'shared/core/'],
    }),
  },
  'execute/errors/ imports merged data, contracts and itself': {
    reason: 'a failure is handled in one way, whichever fetch it belongs to',
    check: limitImports({
      from: /^shared\/execute\/errors\//,
      files: ['shared/execute/errors/', 'shared/execute/data/', 'shared/core/'],
    }),
  },
  'only execute/data/ writes merged data while fetches run': {
    reason:
      'what is derived from the data, such as the groups of entities, is invalidated where the data changes',
    check: forbidText('code', /\b(?:setOwn|mergeData)\b/g, (path) =>
      /^shared\/execute\/(?:run|errors)\//.test(path),
    ),
  },
  'execute/ knows no degradation policy': {
    reason: 'degradation/ decides what replaces missing data; the engine carries the decision out',
    check: forbidText('code', /\b(?:onError|PolicyDeclaration)\b/g, (path) => isAt('shared/execute/', path)),
  },
  'a phase of planning imports the phases before it': {
    reason: 'a phase does not depend on how its result is used: the choice of fetches not on their text',
    check: (project) =>
      planPhases.flatMap((phase, index) =>
        limitImports({
          from: new RegExp(`^shared/plan/${phase}/`),
          files: [
            ...planPhases.slice(0, index + 1).map((name) => `shared/plan/${name}/`),
            'shared/plan/planning-turns.ts',
            'shared/core/',
          ],
        })(project),
      ),
  },
  'core/ imports no other stage': {
    reason: 'it holds the contracts between stages: a contract that knows a stage is not one',
    check: limitImports({ from: /^shared\/core\//, files: ['shared/core/'] }),
  },
  'the pipeline imports stages and contracts': {
    reason: 'it is the path of a request; runtime/ creates its parts',
    check: limitImports({ from: /^shared\/pipeline\.ts$/, files: ['shared/core/', ...stageFolders] }),
  },
  'runtime/ imports the pipeline, stages and contracts': {
    reason: 'process/, tools/, index.ts and cli/ call it; it never calls them',
    check: limitImports({
      from: /^shared\/runtime\//,
      files: ['shared/runtime/', 'shared/pipeline.ts', 'shared/core/', ...stageFolders],
    }),
  },
  'process/ imports runtime/, settings, the admin server and the log': {
    reason: 'it maps a settings file and signals to calls of runtime/ and depends on no other stage',
    check: limitImports({
      from: /^shared\/process\//,
      files: [
        'shared/process/',
        'shared/runtime/',
        'shared/config/',
        'shared/http/create-admin-server.ts',
        'shared/telemetry/',
        'shared/core/',
      ],
    }),
  },
  'tools/ imports runtime/, stages and contracts': {
    reason: 'a tool loads the same parts as a process, and serves nothing',
    check: limitImports({
      from: /^shared\/tools\//,
      files: ['shared/tools/', 'shared/runtime/', 'shared/core/', ...stageFolders],
    }),
  },
  'index.ts imports everything but the command line': {
    reason: 'the command line is one user of index.ts among others',
    check: limitImports({
      from: /^shared\/index\.ts$/,
      files: [
        'shared/process/',
        'shared/runtime/',
        'shared/tools/',
        'shared/pipeline.ts',
        'shared/core/',
        ...stageFolders,
      ],
    }),
  },
  'the command line uses the entry point': {
    reason: 'a program can do everything that the command line can do',
    check: limitImports({ from: /^shared\/cli\//, files: ['shared/cli/', 'shared/index.ts'] }),
  },
  'the generator of the reference uses the entry point and the command line': {
    reason: 'it describes only what a user can reach',
    check: limitImports({ from: /^docs\//, files: ['docs/', 'shared/index.ts', 'shared/cli/'] }),
  },
  'imports have no cycles, types included': {
    reason: 'in a cycle no file can be understood first',
    check: findCycles,
  },
  'a package has one owner in the engine': {
    reason:
      'what one folder owns, one folder can replace; and each of these packages has pitfalls to solve only once',
    check: limitPackages('shared/', {
      pino: ['shared/telemetry/'],
      'prom-client': ['shared/telemetry/'],
      '@opentelemetry/': ['shared/telemetry/'],
      'fast-xml-parser': ['shared/connect/'],
      undici: ['shared/upstream/', 'shared/policy/'],
      jose: ['shared/policy/'],
      ioredis: ['shared/cache/'],
      commander: ['shared/cli/'],
      esbuild: ['shared/operation/', 'shared/view/'],
      htmlparser2: ['shared/view/'],
    }),
  },
  'only config/ reads the environment': {
    reason: 'a setting is read at one point, checked once and then frozen',
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
  'the type any is not used': {
    reason: 'it disables type checking for everything that it touches',
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
  'file names describe their content': {
    reason: 'a file called utils collects code without a clear purpose',
    check: ({ paths }) =>
      paths.filter((path) =>
        path.split('/').some((part) => vagueNames.test(part.replace(/\..*$/, '').toLowerCase())),
      ),
  },
  'shared/README.md maps the folders of shared/': {
    reason: 'a reader who knows the map can name the folder of any code',
    check: ({ paths, stageMap }) => {
      const folders = new Set(paths.flatMap((path) => /^shared\/([^/]+)\//.exec(path)?.slice(1) ?? []));
      const rows = new Set(Array.from(stageMap.matchAll(/^\|\s*\[?`([\w-]+)\/`/gm), ([, name = '']) => name));
      return [
        ...[...folders].filter((folder) => !rows.has(folder)).map((folder) => `shared/${folder}/ has no row`),
        ...[...rows].filter((row) => !folders.has(row)).map((row) => `row ${row}/ has no folder`),
      ];
    },
  },
  'a folder of the engine has at most 18 files': {
    reason: 'a longer list is searched, not read',
    check: ({ paths }) => {
      const counts = new Map<string, number>();
      for (const path of paths) {
        const folder = /^(shared\/.*)\/[^/]+\.ts$/.exec(path)?.[1];
        if (folder !== undefined) counts.set(folder, (counts.get(folder) ?? 0) + 1);
      }
      return [...counts]
        .filter(([, count]) => count > 18)
        .map(([folder, count]) => `${folder}: ${count} files`);
    },
  },
  'a file has at most 300 lines': {
    reason: 'a longer one has more than one purpose',
    check: onModules(({ path, lineCount }) =>
      lineCount > 300 && !isGenerated(path) ? [`${path}: ${lineCount} lines`] : [],
    ),
  },
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;
