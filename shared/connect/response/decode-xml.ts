import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { emptyObject, isArray, isObject, type JsonObject, type Value } from '../mapping/value.ts';
import { defaultMaxDepth as maxDepth } from './parse-json.ts';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  // `decodeEntities` decodes entities, so that a document cannot define its own.
  processEntities: false,
  trimValues: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: maxDepth,
});

/** Matches a DOCTYPE after any number of processing instructions and comments. */
const doctype = /^\s*(?:(?:<\?(?:(?!\?>)[\s\S])*\?>|<!--(?:(?!-->)[\s\S])*-->)\s*)*<!(?!--)/;

/**
 * Returns an object with the root element's name as its only key. An element without attributes and children is a string;
 * any other element is an object with its attributes (`@name`), its children (a list if a name repeats) and its text,
 * if any (`#text`). Names retain their prefixes. Throws an `Error` for XML that is not well-formed, too deep, or has a DOCTYPE.
 */
export function decodeXml(text: string): Value {
  if (doctype.test(text)) throw new Error('XML with a DOCTYPE is not accepted');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`XML is not well-formed: ${verdict.err.msg}`);
  return readChildren(parser.parse(text), 1).object;
}

/** Returns the encoding by byte order mark, or by `<?xml … encoding="…"?>` of a document in an extension of ASCII. */
export function xmlEncoding(body: Buffer): string | undefined {
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  const head = body.toString('latin1', 0, 200);
  return /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
}

/** Reads the parser's list of nodes: `{ tag: children, ':@': attributes }`, `{ '#text': text }`, `{ '#cdata': nodes }`. */
function readChildren(nodes: unknown, depth: number): { object: JsonObject; text: string } {
  if (depth > maxDepth) throw new Error(`XML nests deeper than ${maxDepth} levels`);
  const children = new Map<string, Value[]>();
  let text = '';
  for (const node of isArray(nodes) ? nodes : []) {
    if (!isObject(node)) continue;
    for (const [name, content] of Object.entries(node)) {
      if (name === ':@') continue;
      if (name === '#text') text += decodeEntities(String(content));
      else if (name === '#cdata') text += rawText(content);
      else {
        const element = readElement(content, node[':@'], depth);
        const sameName = children.get(name);
        if (sameName === undefined) children.set(name, [element]);
        else sameName.push(element);
      }
    }
  }
  const object = emptyObject();
  for (const [name, elements] of children) object[name] = elements.length === 1 ? elements[0] : elements;
  return { object, text };
}

function readElement(content: unknown, attributes: unknown, depth: number): Value {
  const { object: children, text } = readChildren(content, depth + 1);
  const object = emptyObject();
  for (const [name, value] of Object.entries(isObject(attributes) ? attributes : {})) {
    object[`@${name}`] = decodeEntities(String(value));
  }
  Object.assign(object, children);
  const trimmed = text.trim();
  if (Object.keys(object).length === 0) return trimmed;
  if (trimmed !== '') object['#text'] = trimmed;
  return object;
}

function rawText(nodes: unknown): string {
  const texts = (isArray(nodes) ? nodes : []).map((node) => (isObject(node) ? node['#text'] : undefined));
  return texts.map((text) => String(text ?? '')).join('');
}

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
);

function decodeEntities(text: string): string {
  return text.replace(/&[^;&]*;?/g, (entity) => {
    const character = entity.endsWith(';') ? characterOf(entity.slice(1, -1)) : undefined;
    if (character === undefined) throw new Error('XML contains an undefined entity');
    return character;
  });
}

function characterOf(name: string): string | undefined {
  const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (number === null) return named.get(name);
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
