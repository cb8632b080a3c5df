import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { ValueFunction } from './value-function.ts';

/** Inline elements; the edges of all other elements become line breaks. */
const inline = new Set(
  `a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby s samp small span
  strike strong sub sup time tt u var wbr`.split(/\s+/),
);
const cells = new Set(['td', 'th', 'img']);
/** Elements whose content is not shown. No elements nest in them. */
const hidden = new Set(['script', 'style', 'iframe', 'noembed', 'noframes', 'title']);

const hasMarkup = /[<&]/;
// The white space of `\s` except single spaces and line breaks, which are unchanged; the explicit list scans twice as fast.
const mayChange = /[<&\t\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|[ \n][ \n]/;

/**
 * Extracts the text of HTML: decodes entities, removes tags and comments, and scripts and styles with their content. Runs of
 * white space become one space, or one line break at the edges of a block or `<br>`. A text without tags retains its line
 * breaks. The result may contain `<`, if that was written as an entity: it is text, not HTML that is safe to render.
 */
export function compileStrip(): ValueFunction {
  return (value) => (typeof value === 'string' ? stripHtml(value) : value);
}

/** Runs in time linear in the length of `html`: it reads tokens and builds no tree. */
export function stripHtml(html: string): string {
  if (!mayChange.test(html)) return html.trim();
  if (hasMarkup.test(html)) {
    const text = new TextOfTokens(html);
    const tokenizer = new Tokenizer({}, text);
    tokenizer.write(html);
    tokenizer.end();
    return collapseSpace(text.text);
  }
  return collapseSpace(html);
}

function collapseSpace(text: string): string {
  return text.replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' ')).trim();
}

const ignore = (): void => {};

class TextOfTokens implements TokenizerCallbacks {
  text = '';
  readonly #html: string;
  readonly #retainsBreaks: boolean;
  #hiddenBy: string | undefined;

  readonly onattribdata = ignore;
  readonly onattribentity = ignore;
  readonly onattribend = ignore;
  readonly onattribname = ignore;
  readonly oncdata = ignore;
  readonly oncomment = ignore;
  readonly ondeclaration = ignore;
  readonly onend = ignore;
  readonly onopentagend = ignore;
  readonly onprocessinginstruction = ignore;
  readonly onselfclosingtag = ignore;

  constructor(html: string) {
    this.#html = html;
    this.#retainsBreaks = !html.includes('<');
  }

  ontext(start: number, end: number): void {
    if (this.#hiddenBy === undefined) this.#add(this.#html.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    if (this.#hiddenBy === undefined) this.#add(String.fromCodePoint(codePoint));
  }

  onopentagname(start: number, end: number): void {
    const name = this.#separate(start, end);
    if (hidden.has(name)) this.#hiddenBy = name;
  }

  onclosetag(start: number, end: number): void {
    if (this.#separate(start, end) === this.#hiddenBy) this.#hiddenBy = undefined;
  }

  #add(text: string): void {
    this.text += this.#retainsBreaks ? text : text.replace(/\s/g, ' ');
  }

  #separate(start: number, end: number): string {
    const name = this.#html.slice(start, end).toLowerCase();
    if (!inline.has(name) && !hidden.has(name)) this.text += cells.has(name) ? ' ' : '\n';
    return name;
  }
}
