import type { OperationBudget } from '../../index.ts';
import { type BudgetRow, budgetRow, type Figure, rowName } from './budget-report.ts';

const columns: readonly (readonly [Figure, string])[] = [
  ['fields', 'fields'],
  ['depth', 'depth'],
  ['nodes', 'worst nodes'],
  ['worstBytes', 'worst bytes'],
  ['rawBytes', 'raw'],
  ['gzipBytes', 'gzip'],
  ['brotliBytes', 'br'],
  ['upstreamCalls', 'calls'],
];

/** Returns the head and one row for each operation, with the changes since `base`. Columns without values are left out. */
export function budgetTable(
  budgets: readonly OperationBudget[],
  base: readonly BudgetRow[] | undefined,
): string[][] {
  const rows = budgets.map(budgetRow);
  const before = base && new Map(base.map((row) => [rowName(row), row]));
  const shown = columns.filter(([figure]) => rows.some((row) => row[figure] !== undefined));
  return [
    ['client', 'operation', ...shown.map(([, title]) => title), 'assumed', 'over budget'],
    ...rows.map((row, index) => {
      const old = before?.get(rowName(row));
      const isNew = before !== undefined && old === undefined;
      return [
        [row.client, row.version].filter((part) => part !== undefined).join(' '),
        isNew ? `${row.operation} (new)` : row.operation,
        ...shown.map(([figure]) => cell(row[figure], old?.[figure])),
        assumed(budgets[index]?.worst.unbounded ?? []),
        (budgets[index]?.exceeded ?? []).map(({ limit }) => limit).join(', ') || '-',
      ];
    }),
  ];
}

/** Formats aligned columns; all but the first two and the last two are numbers. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const isText = (column: number): boolean => column < 2 || column >= widths.length - 2;
  const lines = rows.map((row) =>
    widths
      .map((width, column) => {
        const text = row[column] ?? '';
        return isText(column) ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Formats the table for a pull request, with the list of changes above it. */
export function formatMarkdown(rows: readonly (readonly string[])[], changes: readonly string[]): string {
  const [head = [], ...others] = rows;
  const rule = head.map((_, column) => (column < 2 || column >= head.length - 2 ? '---' : '---:'));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const changeLines = changes.length === 0 ? [] : [...changes.map((change) => `- ${change}`), ''];
  return `${[...changeLines, line(head), line(rule), ...others.map(line)].join('\n')}\n`;
}

/** Returns one line for each operation that changed since `base`, e.g. `mobile MobileHome +38 % raw`, or was removed. */
export function changesSince(base: readonly BudgetRow[], budgets: readonly OperationBudget[]): string[] {
  const rows = budgets.map(budgetRow);
  const before = new Map(base.map((row) => [rowName(row), row]));
  const now = new Set(rows.map(rowName));
  const changed = rows.flatMap((row) => {
    const old = before.get(rowName(row));
    if (old === undefined) return [];
    const parts = columns.flatMap(([figure, title]) => {
      const change = difference(row[figure], old[figure]);
      return change === undefined ? [] : [`${change} ${title}`];
    });
    return parts.length === 0 ? [] : [`${rowName(row)} ${parts.join(', ')}`];
  });
  return [
    ...changed,
    ...[...before.keys()].filter((name) => !now.has(name)).map((name) => `${name} was removed`),
  ];
}

/** Returns the number of lists and values of the worst case that are unbounded. */
function assumed(unbounded: OperationBudget['worst']['unbounded']): string {
  const lists = unbounded.filter(({ what }) => what === 'list').length;
  return `${lists} lists, ${unbounded.length - lists} values`;
}

function cell(value: number | undefined, old: number | undefined): string {
  if (value === undefined) return '-';
  const change = difference(value, old);
  return change === undefined ? shown(value) : `${shown(value)} (${change})`;
}

/** Returns undefined if the values are equal, or if one of them is unknown. */
function difference(value: number | undefined, old: number | undefined): string | undefined {
  if (value === undefined || old === undefined || value === old) return undefined;
  const sign = value > old ? '+' : '-';
  if (old === 0) return `${sign}${shown(Math.abs(value - old))}`;
  const percent = Math.abs((100 * (value - old)) / old);
  return `${sign}${percent < 1 ? '<1' : shown(Math.round(percent))} %`;
}

function shown(value: number): string {
  return value < 1e15 ? value.toLocaleString('en-US') : value.toExponential(1);
}
