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

/** The part of an operation's entry in the `--json` report that `--base` reads. */
export type BudgetRow = z.output<typeof row>;

/** The names of an operation's figures, which are the columns of the table. */
export type Figure = Exclude<keyof BudgetRow, 'client' | 'version' | 'operation'>;

export function budgetRow({ client, version, operation, worst, measured }: OperationBudget): BudgetRow {
  const { fields, depth, nodes, bytes: worstBytes } = worst;
  return { client, version, operation, fields, depth, nodes, worstBytes, ...measured };
}

/** Returns the report that `--json` writes. */
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

/** Reads a report that `--json` wrote. Throws `StartError` for any other file. */
export function readReport(file: string): BudgetRow[] {
  const text = readText(file);
  try {
    return report.parse(JSON.parse(text)).operations;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new StartError({ file, message: 'not a report of frontage budget --json' });
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

/** The name that identifies a row in other reports. */
export function rowName({ client, version, operation }: BudgetRow): string {
  return [client, version, operation].filter((part) => part !== undefined).join(' ');
}
