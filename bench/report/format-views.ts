import type { ViewResults } from '../views/measure-views.ts';
import { formatTable } from './format-table.ts';

export function formatViews({ figures, comparisons }: ViewResults): string {
  const rows = figures.map(({ name, bound = '', found, isMet }) => [
    name,
    bound,
    found,
    isMet === undefined ? '' : isMet ? 'yes' : 'NO',
  ]);
  const times = Object.entries(comparisons).flatMap(([subject, compared]) => [
    [subject],
    ...compared.map(({ name, cpuMs, ofFirst, ofFirstLower, ofFirstUpper, requestsPerSecond }) => [
      `  ${name}`,
      cpuMs.toFixed(3),
      ofFirst.toFixed(3),
      `${ofFirstLower.toFixed(3)}–${ofFirstUpper.toFixed(3)}`,
      requestsPerSecond?.toFixed(0) ?? '?',
    ]),
  ]);
  const head = ['processor time', 'ms a request', 'times the first', 'quartiles', 'req/s'];
  return [
    '\n## views',
    formatTable([['figure', 'required', 'measured', 'met'], ...rows]),
    '',
    formatTable([head, ...times]),
  ].join('\n');
}
