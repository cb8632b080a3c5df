/**
 * Compiles the sources to dist/: `node build.js [--prepare]`. Everything is written to a folder beside it first. Then each
 * file that differs replaces its predecessor by a rename, so that a process which runs from dist/ never finds a file
 * missing or half written, and a build that changes nothing touches nothing. When the sources do not compile, dist/
 * stays as it is. The compiler's output and state are kept in .build/: the next build compiles only what changed.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
// Both beside dist/ and as deep, since source maps name the sources relative to themselves.
const cache = join(root, '.build');
const lock = join(cache, 'lock');
const fresh = join(root, `.dist-${process.pid}`);

// npm runs `prepare` for `npx frontage` in a clone, too; that starts what `npm ci` has built (docs/decisions/0001).
const isStartedByNpx = process.argv.includes('--prepare') && process.env.npm_command === 'exec';
if (!(isStartedByNpx && existsSync(join(dist, 'shared/cli/main.js')))) await build();

async function build() {
  removeAbandoned();
  const isLocked = takeLock();
  // Another build uses the cache: this one compiles everything.
  const output = isLocked ? cache : fresh;
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const incremental = isLocked ? ['--incremental', '--tsBuildInfoFile', join(cache, 'tsbuildinfo')] : [];
    const { status, error } = spawnSync(process.execPath, [tsc, '--outDir', output, ...incremental], {
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
      entryPoints: [join(output, 'shared/wire/decode/decode.js')],
      outfile: join(output, 'decode.js'),
      minify: true,
      target: 'es2017',
      format: 'esm',
      logLevel: 'warning',
    });
    mkdirSync(fresh, { recursive: true });
    replace(output);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    if (isLocked) rmSync(lock);
  }
}

/** Whether this build may use the cache. */
function takeLock() {
  mkdirSync(cache, { recursive: true });
  if (existsSync(lock) && !isRunning(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function replace(output) {
  const current = new Set(filesOf(output).filter((file) => hasSource(file)));
  for (const file of current) {
    const target = join(dist, file);
    if (existsSync(target) && readFileSync(target).equals(readFileSync(join(output, file)))) continue;
    mkdirSync(dirname(target), { recursive: true });
    const copy = join(fresh, '.copy');
    copyFileSync(join(output, file), copy);
    renameSync(copy, target);
  }
  for (const file of existsSync(dist) ? filesOf(dist) : []) if (!current.has(file)) rmSync(join(dist, file));
}

/** The compiler does not remove the output of a source that is gone. */
function hasSource(file) {
  return (
    file === 'decode.js' || existsSync(join(root, file.replace(/(?:\.d)?\.(?:js|ts)(?:\.map)?$/, '.ts')))
  );
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
