const plain = /^[\x20-\x7e]*$/;
// Control characters, and characters that are invisible or change the visible order: format characters, line and paragraph separators.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Escapes the characters of a JSON line that a terminal or an editor would interpret or hide. They occur only inside strings,
 * where an escape sequence is equivalent.
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
