import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  parse,
  type SourceLocation,
  visit,
} from 'graphql';

/** Most locations of one error. */
const maxLocations = 10;

/**
 * Returns the locations of the first nodes of each error. The document was parsed without locations: they would take more
 * memory than the rest of it, and graphql-js would count lines for each node of each error.
 */
export function locateErrors(
  errors: readonly GraphQLError[],
  document: DocumentNode,
  source: string,
): (readonly SourceLocation[] | undefined)[] {
  const nodes = errors.map((error) => error.nodes?.slice(0, maxLocations) ?? []);
  const offsets = offsetsOf(new Set(nodes.flat()), document, source);
  const found = locationsOf([...offsets.values()], source);
  return nodes.map((own) => {
    const locations = own.flatMap((node) => found.get(offsets.get(node) ?? -1) ?? []);
    return locations.length > 0 ? locations : undefined;
  });
}

/** Both parses of a text have the same nodes in the same order. */
function offsetsOf(
  requested: ReadonlySet<ASTNode>,
  document: DocumentNode,
  source: string,
): ReadonlyMap<ASTNode, number> {
  const requestedAt = new Map<number, ASTNode>();
  let index = 0;
  visit(document, {
    enter(node) {
      if (requested.has(node)) requestedAt.set(index, node);
      index += 1;
    },
  });
  const offsets = new Map<ASTNode, number>();
  index = 0;
  visit(parse(source), {
    enter(node) {
      const same = requestedAt.get(index);
      if (same !== undefined && node.loc !== undefined) offsets.set(same, node.loc.start);
      index += 1;
    },
  });
  return offsets;
}

function locationsOf(offsets: readonly number[], source: string): ReadonlyMap<number, SourceLocation> {
  const found = new Map<number, SourceLocation>();
  const lineEnds = source.matchAll(/\r\n|[\n\r]/g);
  let lineEnd = lineEnds.next();
  let line = 1;
  let lineStart = 0;
  for (const offset of offsets.toSorted((one, other) => one - other)) {
    while (lineEnd.done !== true && lineEnd.value.index < offset) {
      line += 1;
      lineStart = lineEnd.value.index + lineEnd.value[0].length;
      lineEnd = lineEnds.next();
    }
    found.set(offset, { line, column: offset - lineStart + 1 });
  }
  return found;
}
