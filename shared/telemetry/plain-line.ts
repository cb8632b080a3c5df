const plain = /^[\x20-\x7e]*$/;
// Controls, and what is not seen or changes the order of what is: format characters, line and paragraph separators.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A line of JSON without characters that a terminal or an editor would act upon or hide. They can occur only inside
 * strings, where an escape means the same.
 */
export function plainLine(line: string): string {
  const end = line.endsWith('\n') ? line.length - 1 : line.length;
  const text = line.slice(0, end);
  return plain.test(text) ? line : `${text.replace(hidden, escaped)}${line.slice(end)}`;
}

function escaped(character: string): string {
  let text = '';
  for (let index = 0; index < character.length; index += 1)
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  return text;
}
