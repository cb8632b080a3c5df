import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { encodeCompact } from '../../shared/wire/compact/encode-compact.ts';
import { decode } from '../../shared/wire/decode/decode.ts';
import { encodeDelta } from '../../shared/wire/delta/encode-delta.ts';
import { readExact } from '../../shared/wire/read-exact.ts';
import { composeWorkload, executeWhole } from '../measure/compose-workload.ts';
import { buildBenchmarkWorkload } from '../workloads/benchmark.ts';
import { collectScreens, type Screen } from './collect-screens.ts';
import { laterResult } from './later-result.ts';

export interface WireFigures {
  /** Screens of the demo's clients. */
  readonly screens: readonly WireFigure[];
  /** The response of workload 1, in which the same objects are reached repeatedly. */
  readonly benchmark: WireFigure;
}

export interface WireFigure {
  readonly screen: string;
  readonly plain: FormFigure;
  readonly compact: FormFigure;
  /** Against a result that the client holds; see later-result.ts. */
  readonly delta: FormFigure;
}

export interface FormFigure {
  readonly bytes: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
  /** From the bytes of the plain response to those of the form; 0 for the plain one. */
  readonly encodeMs: number;
  /** From the text to the result: `JSON.parse` and `decode`. */
  readonly decodeMs: number;
  /** Heap of the result in a client on V8. A delta's result shares its unchanged parts with the base result. */
  readonly heapBytes: number;
}

const repetitions = 200;
const warmUp = 50;

/** The measured code runs in one process that does nothing else. */
export async function measureWire(): Promise<WireFigures> {
  const workload = buildBenchmarkWorkload();
  const data = await executeWhole(workload, composeWorkload(workload, {}));
  const screens = await collectScreens();
  return {
    screens: screens.map(measure),
    benchmark: measure({ name: workload.name, text: JSON.stringify({ data }) }),
  };
}

function measure({ name, text }: Screen): WireFigure {
  const held: unknown = JSON.parse(text);
  const laterText = JSON.stringify(laterResult(held));
  const before = Buffer.from(text);
  const after = Buffer.from(laterText);
  const compact = (): string => encodeCompact(readExact(before));
  const delta = (): string => encodeDelta(readExact(before), readExact(after));
  const parse = (): unknown => JSON.parse(text);
  return {
    screen: name,
    plain: { ...sizes(text), encodeMs: 0, decodeMs: timeOf(parse), heapBytes: heapOf(parse) },
    compact: form(compact, (body) => decode(JSON.parse(body)), text),
    delta: form(delta, (body) => decode(JSON.parse(body), held), laterText),
  };
}

function form(encode: () => string, read: (body: string) => unknown, expected: string): FormFigure {
  const body = encode();
  if (JSON.stringify(read(body)) !== expected) throw new Error(`not restored from ${body}`);
  return {
    ...sizes(body),
    encodeMs: timeOf(encode),
    decodeMs: timeOf(() => read(body)),
    heapBytes: heapOf(() => read(body)),
  };
}

function sizes(text: string): Pick<FormFigure, 'bytes' | 'gzipBytes' | 'brotliBytes'> {
  const bytes = Buffer.from(text);
  return {
    bytes: bytes.length,
    gzipBytes: gzipSync(bytes, { level: 6 }).length,
    brotliBytes: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length,
  };
}

/** The median. */
function timeOf(action: () => unknown): number {
  const times: number[] = [];
  for (let count = 0; count < warmUp + repetitions; count++) {
    const startMs = performance.now();
    action();
    if (count >= warmUp) times.push(performance.now() - startMs);
  }
  return times.sort((one, other) => one - other)[repetitions / 2] ?? 0;
}

/** The mean over many that are held at once. */
function heapOf(read: () => unknown): number {
  const held: unknown[] = [];
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < repetitions; count++) held.push(read());
  collectGarbage();
  return (process.memoryUsage().heapUsed - before) / held.length;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('the engine does not expose its garbage collector');
  collect();
}
