import { Command, InvalidArgumentError, Option } from 'commander';
import { budgetClient, loadSettings, type OperationBudget, type Problem, StartError } from '../index.ts';
import { readReport, reportText } from './budget/budget-report.ts';
import { budgetTable, changesSince, formatMarkdown, formatTable } from './budget/budget-table.ts';
import { writeOutput } from './write-output.ts';

interface BudgetOptions {
  readonly upstreams: 'measured' | 'none';
  readonly token: ReadonlyMap<string, string>;
  readonly markdown: boolean;
  readonly explain: boolean;
  readonly base?: string;
  readonly json?: string;
  readonly check: boolean;
}

/** The key of the token of all clients that have no token of their own. */
const anyClient = '';

/** `frontage budget`: reports the worst case and the measured cost of a client's operations. */
export function budgetCommand(): Command {
  return new Command('budget')
    .description('Show the worst case and the measured cost of the responses to trusted documents.')
    .argument('<settings...>', 'settings files, e.g. bffs/*/bff.yaml')
    .addOption(
      new Option(
        '--upstreams <how>',
        'measured: execute each operation that has an example against the upstreams that the settings name',
      )
        .choices(['measured', 'none'])
        .default('none'),
    )
    .option(
      '--token <[client=]token>',
      'a bearer token to send, for all clients or for one; may be repeated',
      readToken,
      new Map<string, string>(),
    )
    .option('--markdown', 'print a table for a pull request', false)
    .option('--explain', 'also print the unbounded fields, and the size assumed for each', false)
    .option('--base <file>', 'print the changes since --json wrote this file')
    .option('--json <file>', 'write the figures; - for standard output instead of the table')
    .option('--check', 'exit with code 1 if an operation exceeds its budget', false)
    .action(async (files: readonly string[], options: BudgetOptions) => {
      const base = options.base === undefined ? undefined : readReport(options.base);
      const budgets: OperationBudget[] = [];
      for (const file of files) budgets.push(...(await budgetsOf(file, options)));
      if (options.json === '-') process.stdout.write(reportText(budgets));
      else {
        if (options.json !== undefined) writeOutput(options.json, reportText(budgets));
        const rows = budgetTable(budgets, base);
        const changes = base === undefined ? [] : changesSince(base, budgets);
        process.stdout.write(options.markdown ? formatMarkdown(rows, changes) : formatTable(rows));
        if (options.explain) process.stdout.write(explain(budgets));
      }
      const problems = options.check ? budgets.flatMap(excesses) : [];
      if (problems.length > 0) throw new StartError(problems);
    });
}

async function budgetsOf(file: string, { upstreams, token }: BudgetOptions): Promise<OperationBudget[]> {
  const settings = loadSettings(file);
  const own = token.get(settings.client) ?? token.get(anyClient);
  const headers = (): Record<string, string> => (own === undefined ? {} : { authorization: `Bearer ${own}` });
  return budgetClient(settings, upstreams === 'measured' ? { measure: { headers } } : {});
}

function excesses({ client, version, operation, file, exceeded }: OperationBudget): Problem[] {
  const name = [client, version, operation].filter((part) => part !== undefined).join(' ');
  return exceeded.map(({ limit, allowed, found }) => ({
    file,
    message: `${name} exceeds its budget: ${limit}: found ${found}; allowed is ${allowed}`,
  }));
}

function explain(budgets: readonly OperationBudget[]): string {
  const parts = budgets.map(({ client, operation, worst: { unbounded } }) => {
    const lines = unbounded.map(({ coordinate, what, assumed }) => {
      const unit = what === 'list' ? 'items' : 'bytes';
      return `  ${coordinate}: ${what} unbounded by the view: assumed ${assumed} ${unit}`;
    });
    return [`\n${client} ${operation}`, ...(lines.length > 0 ? lines : ['  all fields are bounded'])].join(
      '\n',
    );
  });
  return `${parts.join('\n')}\n`;
}

function readToken(text: string, before: ReadonlyMap<string, string>): Map<string, string> {
  const [, client, token] = /^(?:([a-z][a-z0-9-]{0,31})=)?([\w.~+/-]+=*)$/.exec(text) ?? [];
  if (token === undefined) throw new InvalidArgumentError('Expected a bearer token, or <client>=<token>.');
  return new Map(before).set(client ?? anyClient, token);
}
