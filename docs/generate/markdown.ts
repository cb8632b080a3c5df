/** A table in which a cell may hold any text of one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** A page of paragraphs, with a first line that names its source. */
export function page(title: string, source: string, parts: readonly string[]): string {
  return [`# ${title}`, `<!-- Generated from ${source} by \`npm run generate\`; do not edit. -->`, ...parts]
    .join('\n\n')
    .concat('\n');
}
