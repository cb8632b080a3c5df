import type { ShownScreen } from './measure-screens.ts';

const HEAD = [
  'Screen',
  'Client',
  'Raw bytes',
  'gzip',
  'Brotli',
  'Fields',
  'Depth',
  'Client requests',
  'Upstream calls',
];
const BEGIN = '<!-- screens: written by npm run screens -->';
const END = '<!-- /screens -->';

/** The screens as a table in Markdown; the savings are relative to the first client that has the screen. */
export function screensTable(shown: readonly ShownScreen[]): string {
  const rows = shown.map(({ screen, client, budget: { version, worst, measured } }, index) => {
    const first = shown.find((one) => one.screen === screen);
    const base = first === shown[index] ? undefined : first?.budget.measured?.rawBytes;
    return [
      first === shown[index] ? screen : '',
      version === undefined ? client : `${client} ${version}`,
      withSaving(measured?.rawBytes, base),
      number(measured?.gzipBytes),
      number(measured?.brotliBytes),
      number(worst.fields),
      number(worst.depth),
      '1',
      number(measured?.upstreamCalls),
    ];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = HEAD.map((_, column) => (column < 2 ? '---' : '---:'));
  return [line(HEAD), line(rule), ...rows.map(line)].join('\n');
}

/** Replaces the table between the marks of the text. */
export function withTable(text: string, table: string): string {
  const [before, , ...others] = text.split(new RegExp(`${BEGIN}|${END}`));
  if (before === undefined || others.length !== 1 || !text.includes(END))
    throw new RangeError(`the text must have ${BEGIN} and, behind it, ${END}, each once`);
  return `${before}${BEGIN}\n${table}\n${END}${others[0]}`;
}

function withSaving(bytes: number | undefined, base: number | undefined): string {
  if (bytes === undefined || base === undefined) return number(bytes);
  const percent = Math.round((100 * (bytes - base)) / base);
  return `${number(bytes)} (${percent > 0 ? '+' : ''}${percent} %)`;
}

function number(value: number | undefined): string {
  return value === undefined ? '-' : value.toLocaleString('en-US');
}
