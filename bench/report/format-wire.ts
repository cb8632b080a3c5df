import type { FormFigure, WireFigure } from '../wire/measure-wire.ts';
import { formatTable } from './format-table.ts';

const head = ['screen', 'form', 'bytes', '', 'gzip', '', 'brotli', '', 'encode ms', 'decode ms'];

/** A row for each screen and form; percentages are of the plain form. */
export function formatWire(figures: readonly WireFigure[]): string {
  const rows = figures.flatMap(({ screen, plain, compact, delta }) => [
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
  ];
}
