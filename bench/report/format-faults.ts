import type { FaultFigure } from '../faults/fault-figure.ts';
import { formatTable } from './format-table.ts';

export function formatFaults(figures: readonly FaultFigure[]): string {
  const rows = figures.map(({ name, measured, atMost, isMet }) => [
    name,
    measured,
    atMost ?? '',
    isMet === undefined ? '' : isMet ? 'met' : 'MISSED',
  ]);
  return `\n## faults\n${formatTable([['figure', 'measured', 'required', ''], ...rows])}`;
}
