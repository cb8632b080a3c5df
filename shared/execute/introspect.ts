import { executeSync, type FieldNode, type GraphQLSchema, print } from 'graphql';
import { documentNode, selectionSetNode } from '../core/graphql/nodes.ts';
import type { ClientOperation } from '../core/graphql/read-operation.ts';
import { responseKeyOf } from '../core/graphql/visit-fields.ts';
import { stringifyJson } from '../core/json/exact-json.ts';
import { createBytesLru } from '../core/runtime/bytes-lru.ts';

/** The JSON text of one `__schema` or `__type` field of an operation; null for a type that does not exist. */
export type Introspect = (
  operation: ClientOperation,
  field: FieldNode,
  variables: Readonly<Record<string, unknown>>,
) => string | null;

/** An introspection field in normal form: the same for all operations that select the same. */
interface Selection {
  readonly text: string;
  /** The operation's variables that occur in the text. */
  readonly variables: readonly string[];
}

interface Introspection {
  readonly json: string | null;
}

/** The bound of the cached results. The result of the usual query has 1 MB for a schema of 600 types. */
const maxBytes = 16 * 1024 * 1024;

/** Resolves introspection from the schema that clients see. A field is not executed again while its result is cached. */
export function createIntrospection(schema: GraphQLSchema): Introspect {
  const results = createBytesLru<Introspection>(maxBytes);
  // A compiled operation has the same field each time.
  const selections = new WeakMap<FieldNode, Selection>();

  return (operation, field, variables) => {
    let own = selections.get(field);
    if (own === undefined) {
      own = selectionOf(operation, field);
      selections.set(field, own);
    }
    const values = own.variables.map((name) => variables[name] ?? null);
    const key = own.variables.length === 0 ? own.text : `${own.text} ${stringifyJson(values)}`;
    const known = results.get(key);
    if (known !== undefined) return known.json;
    const json = execute(schema, operation, field, variables);
    results.set(key, { json }, key.length + (json?.length ?? 0));
    return json;
  };
}

function selectionOf({ fragments, variables }: ClientOperation, field: FieldNode): Selection {
  const { alias: _alias, ...plain } = field;
  const text = [plain, ...fragments.values()].map((node) => print(node)).join('\n');
  const names = variables.map(({ variable }) => variable.name.value);
  return { text, variables: names.filter((name) => text.includes(`$${name}`)) };
}

function execute(
  schema: GraphQLSchema,
  { definition, fragments }: ClientOperation,
  field: FieldNode,
  variableValues: Readonly<Record<string, unknown>>,
): string | null {
  const selectionSet = selectionSetNode([field]);
  const document = documentNode([{ ...definition, selectionSet }, ...fragments.values()]);
  const { data, errors } = executeSync({ schema, document, variableValues });
  const [error] = errors ?? [];
  if (error !== undefined) throw error;
  const value = data?.[responseKeyOf(field)];
  return value === undefined || value === null ? null : JSON.stringify(value);
}
