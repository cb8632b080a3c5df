import type { StartFigure } from '../start/measure-starts.ts';
import { formatTable } from './format-table.ts';

const head = [
  'start of',
  'engine',
  'KB',
  'compose ms',
  'cpu ms',
  'ready ms',
  'rss MB',
  'first ms',
  'first cpu ms',
];

/** A row for each graph and engine. */
export function formatStarts(figures: readonly StartFigure[]): string {
  const rows = figures.map((figure) => [
    figure.subject,
    figure.engine,
    (figure.supergraphBytes / 1000).toFixed(0),
    figure.compositionMs.toFixed(0),
    figure.cpuMs.toFixed(0),
    figure.readyMs.toFixed(0),
    (figure.rssBytes / 1e6).toFixed(0),
    figure.firstMs.toFixed(0),
    figure.firstCpuMs.toFixed(0),
  ]);
  return `starts\n${formatTable([head, ...rows])}`;
}
