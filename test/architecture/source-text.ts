/**
 * A TypeScript source separated into code and text; both have the length of the source, so that offsets and lines
 * agree.
 */
export interface SourceText {
  /** Comments and the contents of string, template and regular expression literals are spaces. */
  readonly code: string;
  /** Everything but the comments is spaces. */
  readonly comments: string;
}

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const string = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y;
const regularExpression = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//y;
const templateChunk = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y;
const word = /[\w$]+/y;

/** After these a slash begins a regular expression; after a value it divides. */
const beforeExpression =
  /^(?:|[^\w$)\]'"`/]|return|typeof|case|in|of|void|delete|throw|await|yield|else|do)$/;

export function separateSource(source: string): SourceText {
  let code = '';
  let comments = '';
  let previous = '';
  const openBraces: ('{' | '${')[] = [];

  function match(token: RegExp): string | undefined {
    token.lastIndex = code.length;
    return token.exec(source)?.[0];
  }
  function takeCode(text: string, significant = text): void {
    code += text;
    comments += blank(text);
    previous = significant;
  }
  function takeLiteral(text: string): void {
    takeCode(`${text.charAt(0)}${blank(text.slice(1, -1))}${text.slice(-1)}`, "'");
  }
  function takeTemplateChunk(): void {
    const text = match(templateChunk) ?? '';
    const ending = text.endsWith('${') ? '${' : text.slice(-1);
    takeCode(blank(text.slice(0, text.length - ending.length)) + ending, ending);
    if (ending === '${') openBraces.push('${');
  }

  while (code.length < source.length) {
    const commentText = match(comment);
    if (commentText !== undefined) {
      code += blank(commentText);
      comments += commentText;
      continue;
    }
    const literal = match(string) ?? (beforeExpression.test(previous) ? match(regularExpression) : undefined);
    if (literal !== undefined) {
      takeLiteral(literal);
      continue;
    }
    const wordText = match(word);
    if (wordText !== undefined) {
      takeCode(wordText);
      continue;
    }
    const character = source.charAt(code.length);
    takeCode(character, character.trim() === '' ? previous : character);
    if (character === '{') openBraces.push('{');
    if (character === '`' || (character === '}' && openBraces.pop() === '${')) takeTemplateChunk();
  }
  return { code, comments };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
