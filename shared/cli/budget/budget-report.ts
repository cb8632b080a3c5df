import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type OperationBudget, StartError } from '../../index.ts';

const count = z.number().nonnegative();

const row = z.object({
  client: z.string(),
  version: z.string().optional(),
  operation: z.string(),
  fields: count,
  depth: count,
  nodes: count,
  worstBytes: count,
  rawBytes: count.optional(),
  gzipBytes: count.optional(),
  brotliBytes: count.optional(),
  upstreamCalls: count.optional(),
});
const report = z.object({ operations: z.array(row) });

/** What `--json` writes of one operation, as far as `--base` reads it. */
export type BudgetRow = z.output<typeof row>;

/** The figures of an operation, without names: those that a table has columns for. */
export type Figure = Exclude<keyof BudgetRow, 'client' | 'version' | 'operation'>;

export function budgetRow({ client, version, operation, worst, measured }: OperationBudget): BudgetRow {
  const { fields, depth, nodes, bytes: worstBytes } = worst;
  return { client, version, operation, fields, depth, nodes, worstBytes, ...measured };
}

/** What `--json` writes. */
export function reportText(budgets: readonly OperationBudget[]): string {
  const operations = budgets.map((budget) => ({
    ...budgetRow(budget),
    file: budget.file,
    limits: budget.limits,
    exceeded: budget.exceeded,
    unbounded: budget.worst.unbounded,
  }));
  return `${JSON.stringify({ operations }, null, 2)}\n`;
}

/** What `--json` has written. Throws `StartError` for any other file. */
export function readReport(file: string): BudgetRow[] {
  const text = readText(file);
  try {
    return report.parse(JSON.parse(text)).operations;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new StartError({ file, message: 'not a file that frontage budget --json has written' });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new StartError({ file, message: `the file cannot be read (${code})` });
  }
}

/** By which a row is found again in another report. */
export function rowName({ client, version, operation }: BudgetRow): string {
  return [client, version, operation].filter((part) => part !== undefined).join(' ');
}
