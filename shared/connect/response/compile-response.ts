import { GraphQLError } from 'graphql';
import { type ErrorCode, errorTable, FrontageError } from '../../core/errors.ts';
import { reportedCode } from '../../core/reported-code.ts';
import type { Reply } from '../compile/connector-subgraph-definition.ts';
import { checkKeys, readObject, readText } from '../compile/read-arguments.ts';
import { type CompiledMapping, compileMapping } from '../compiled-mapping.ts';
import { compiling, type DirectiveLocation, refuse } from '../directive-problems.ts';
import type { Variables } from '../mapping/evaluate.ts';
import { MappingError } from '../mapping/mapping-error.ts';
import type { Reference } from '../mapping/references.ts';
import { emptyObject, isObject, type JsonObject, type Value } from '../mapping/value.ts';
import { type ConnectorScope, checkReferences } from '../request/mapping-scope.ts';
import { invalidResponse } from './invalid-response.ts';

export interface CompiledResponse {
  readonly selection: CompiledMapping;
  /** The references of all mappings. */
  readonly references: readonly Reference[];
  /** Throws a `GraphQLError` with a code, or a `FrontageError`. */
  readonly read: (reply: Reply, variables: Variables) => Value;
}

interface Owner {
  readonly args: JsonObject;
  readonly location: DirectiveLocation;
}

/** Compiles `selection:`, `isSuccess:` and `errors:` of a connector and its source. Throws a `StartError`. */
export function compileResponse(connect: Owner, source: Owner, scope: ConnectorScope): CompiledResponse {
  const selection = compileArgument(connect, connect.args, 'selection', '', scope);
  if (selection === undefined) return refuse(connect.location, 'selection', 'expected a mapping');
  const isSuccess =
    compileArgument(connect, connect.args, 'isSuccess', '', scope) ??
    compileArgument(source, source.args, 'isSuccess', '', scope);
  const errors = [source, connect].map((owner) => {
    const args = readObject(owner.args, 'errors', owner.location);
    checkKeys(args, ['message', 'extensions'], owner.location, 'errors.');
    return {
      message: compileArgument(owner, args, 'message', 'errors.', scope),
      extensions: compileArgument(owner, args, 'extensions', 'errors.', scope),
    };
  });
  const message = errors.findLast((mapped) => mapped.message !== undefined)?.message;

  const toError = (data: Value, variables: Variables): GraphQLError => {
    const mapped = message?.evaluate(data, variables);
    const extensions = emptyObject();
    for (const { extensions: mapping } of errors) {
      const more = mapping?.evaluate(data, variables);
      if (isObject(more)) Object.assign(extensions, more);
    }
    const code: ErrorCode = 'SUBGRAPH_HTTP_ERROR';
    const mappedCode = extensions['code'];
    extensions['code'] = typeof mappedCode === 'string' ? reportedCode(mappedCode) : code;
    const text = typeof mapped === 'string' && mapped !== '' ? mapped : errorTable[code].message;
    return new GraphQLError(text, { extensions });
  };

  const read = ({ response, data, unreadable }: Reply, given: Variables): Value => {
    const isOk = response.status >= 200 && response.status < 300;
    if (isOk && unreadable !== undefined)
      throw unreadable instanceof FrontageError ? unreadable : invalidResponse(unreadable);
    const $response = { headers: headerLists(response.headers) };
    const variables = { ...given, $status: response.status, $response };
    const success = isSuccess === undefined ? isOk : isSuccess.evaluate(data, variables) === true;
    if (!success) throw toError(data, variables);
    return selection.evaluate(data, variables);
  };
  const mappings = [selection, isSuccess, ...errors.flatMap(Object.values<CompiledMapping | undefined>)];
  const references = mappings.flatMap((mapping) => mapping?.references ?? []);
  return { selection, references, read };
}

function compileArgument(
  { location }: Owner,
  args: JsonObject,
  key: string,
  prefix: string,
  scope: ConnectorScope,
): CompiledMapping | undefined {
  const text = readText(args, key, location, prefix);
  if (text === undefined) return undefined;
  return compiling(location, `${prefix}${key}`, text, () => {
    const mapping = compileMapping(text);
    if ((key === 'isSuccess' || key === 'message') && mapping.shape !== 'unknown') {
      throw new MappingError(0, 'the mapping returns an object; to select one key, write $.key');
    }
    checkReferences(mapping.references, scope, 'response');
    return mapping;
  });
}

function headerLists(headers: Readonly<Record<string, string>>): JsonObject {
  const lists = emptyObject();
  for (const [name, value] of Object.entries(headers)) lists[name] = [value];
  return lists;
}
