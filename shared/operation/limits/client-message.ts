const maxLength = 300;
/** Names are searched in the first characters of a message. */
const maxSearched = 2000;

const suggestion = ' Did you mean ';
const quoted = /"[^"]*"/g;
const name = /[_A-Za-z][_0-9A-Za-z]*/g;
const builtIn: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

/**
 * Bounds the message of an error about a document or its variables, which repeats parts of the request. `isIn`: whether the
 * client itself sent a name; given where clients may not request the schema, so that a message reveals no names of it.
 * Undefined: they may.
 */
export function clientMessage(message: string, isIn: ((name: string) => boolean) | undefined): string {
  return cut(isIn === undefined ? message : withoutSchema(message, isIn), maxLength);
}

function withoutSchema(message: string, isIn: (name: string) => boolean): string {
  const at = message.lastIndexOf(suggestion);
  const plain = cut(at === -1 ? message : message.slice(0, at), maxSearched);
  return plain.replace(quoted, (text) =>
    text.replace(name, (one) => (builtIn.has(one) || isIn(one) ? one : '…')),
  );
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
