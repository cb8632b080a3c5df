import type { FormFigure, WireFigure, WireFigures } from '../wire/measure-wire.ts';
import { formatTable } from './format-table.ts';

const head = ['screen', 'form', 'bytes', '', 'gzip', '', 'brotli', '', 'encode ms', 'decode ms', 'heap KB'];

/** A row for each screen and form; percentages are relative to the plain form. */
export function formatWire({ screens, benchmark }: WireFigures): string {
  const all = {
    screen: 'all screens',
    plain: sum(screens, 'plain'),
    compact: sum(screens, 'compact'),
    delta: sum(screens, 'delta'),
  };
  const rows = [...screens, all, benchmark].flatMap(({ screen, plain, compact, delta }) => [
    formRow(screen, 'plain', plain, plain),
    formRow('', 'compact', compact, plain),
    formRow('', 'delta', delta, plain),
  ]);
  return `wire forms\n${formatTable([head, ...rows])}`;
}

function formRow(screen: string, form: string, figure: FormFigure, plain: FormFigure): string[] {
  const share = (bytes: number, of: number): string => `${Math.round((100 * bytes) / of)} %`;
  return [
    screen,
    form,
    String(figure.bytes),
    share(figure.bytes, plain.bytes),
    String(figure.gzipBytes),
    share(figure.gzipBytes, plain.gzipBytes),
    String(figure.brotliBytes),
    share(figure.brotliBytes, plain.brotliBytes),
    figure.encodeMs.toFixed(3),
    figure.decodeMs.toFixed(3),
    (figure.heapBytes / 1024).toFixed(1),
  ];
}

function sum(figures: readonly WireFigure[], form: 'plain' | 'compact' | 'delta'): FormFigure {
  const total = { bytes: 0, gzipBytes: 0, brotliBytes: 0, encodeMs: 0, decodeMs: 0, heapBytes: 0 };
  for (const { [form]: figure } of figures) {
    total.bytes += figure.bytes;
    total.gzipBytes += figure.gzipBytes;
    total.brotliBytes += figure.brotliBytes;
    total.encodeMs += figure.encodeMs;
    total.decodeMs += figure.decodeMs;
    total.heapBytes += figure.heapBytes;
  }
  return total;
}
