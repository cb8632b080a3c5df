/**
 * Compiles the sources to dist/: `node build.js [--prepare]`. Everything is written to a folder beside it first. Then each
 * file that differs replaces its predecessor by a rename, so that a process which runs from dist/ never finds a file
 * missing or half written, and a build that changes nothing touches nothing. When the sources do not compile, dist/
 * stays as it is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
// Beside dist/ and as deep, since source maps name the sources relative to themselves.
const fresh = join(root, `.dist-${process.pid}`);

// npm runs `prepare` for `npx frontage` in a clone, too; that starts what `npm ci` has built (docs/decisions/0001).
const isStartedByNpx = process.argv.includes('--prepare') && process.env.npm_command === 'exec';
if (!(isStartedByNpx && existsSync(join(dist, 'shared/cli/main.js')))) await build();

async function build() {
  removeAbandoned();
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status, error } = spawnSync(process.execPath, [tsc, '--outDir', fresh], {
      cwd: root,
      stdio: 'inherit',
    });
    if (error) throw error;
    if (status !== 0) {
      process.exitCode = status ?? 1;
      return;
    }
    const { build: bundle } = await import('esbuild');
    await bundle({
      entryPoints: [join(fresh, 'shared/wire/decode/decode.js')],
      outfile: join(fresh, 'decode.js'),
      minify: true,
      target: 'es2017',
      format: 'esm',
      logLevel: 'warning',
    });
    replace();
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function replace() {
  const files = filesOf(fresh);
  for (const file of files) {
    const target = join(dist, file);
    if (existsSync(target) && readFileSync(target).equals(readFileSync(join(fresh, file)))) continue;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(fresh, file), target);
  }
  const current = new Set(files);
  for (const file of existsSync(dist) ? filesOf(dist) : []) {
    if (!current.has(file)) rmSync(join(dist, file));
  }
}

/** Ctrl-C leaves the folder of its build behind. */
function removeAbandoned() {
  for (const name of readdirSync(root)) {
    const [, pid] = /^\.dist-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Paths relative to the folder. */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
