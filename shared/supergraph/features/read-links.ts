import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql';

/** A specification that a schema links: `@link(url:)` of the link spec, or `@core(feature:)` of Federation 1. */
export interface Link {
  readonly node: ConstDirectiveNode;
  readonly url: string;
  /** The value of `for`, unmodified. Undefined if the argument is absent or null. */
  readonly purpose: string | undefined;
  /** The name of the specification, from its URL. */
  readonly specification: string;
  /** The imported elements under their original names; directives with their `@`. */
  readonly imports: readonly string[];
  /** The name of the specification in this schema: its default directive, and the prefix of its other elements. */
  readonly alias: string;
  /** The names of the imported elements in this schema; directives with their `@`. */
  readonly localImports: ReadonlySet<string>;
  /** The name in this schema of the directive that the specification names `directive`, both without `@`. */
  nameOf(directive: string): string;
  /** Whether a definition with this name, without `@`, belongs to the specification. */
  owns(name: string, isDirective: boolean): boolean;
}

/**
 * Returns every link of a schema, regardless of the name of the linking directive, and the links that composition has
 * recorded.
 */
export function readLinks({ definitions }: DocumentNode): Link[] {
  return definitions
    .flatMap((node) =>
      node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION
        ? (node.directives ?? [])
        : [],
    )
    .flatMap((node) => {
      const args = argumentsOf(node);
      const url = args.get('url') ?? args.get('feature');
      return url?.kind === Kind.STRING ? [linkOf(node, url.value, args)] : [];
    });
}

type Arguments = ReadonlyMap<string, ValueNode>;

/**
 * Returns the arguments; those of a recorded subgraph link for `@join__directive(name: "link", args:)` (join spec
 * v0.5).
 */
function argumentsOf({ name, arguments: nodes = [] }: ConstDirectiveNode): Arguments {
  const args = new Map(nodes.map((argument) => [argument.name.value, argument.value]));
  const recorded = args.get('args');
  const isRecorded = name.value === 'join__directive' && recorded?.kind === Kind.OBJECT;
  return isRecorded ? fieldsOf(recorded) : args;
}

function fieldsOf({ fields }: ObjectValueNode): Arguments {
  return new Map(fields.map(({ name, value }) => [name.value, value]));
}

function linkOf(node: ConstDirectiveNode, url: string, args: Arguments): Link {
  const as = args.get('as');
  const specification = specificationOf(url);
  const name = as?.kind === Kind.STRING ? as.value : specification;
  const imports = importsOf(args.get('import'));
  const local = new Set(imports.map((element) => element.local));
  return {
    node,
    url,
    purpose: purposeOf(args.get('for')),
    specification,
    imports: imports.map((element) => element.name),
    alias: name,
    localImports: local,
    nameOf: (directive) => {
      const imported = imports.find((element) => element.name === `@${directive}`);
      if (imported !== undefined) return imported.local.replace(/^@/, '');
      return directive === specification ? name : `${name}__${directive}`;
    },
    owns: (element, isDirective) =>
      (isDirective && element === name) ||
      element.startsWith(`${name}__`) ||
      local.has(isDirective ? `@${element}` : element),
  };
}

/** Returns the last part of the path that is not a version (link spec, section "url"). */
function specificationOf(url: string): string {
  const parts = url.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  return /^v\d{1,9}\.\d{1,9}$/.test(last) ? (parts.at(-2) ?? '') : last;
}

function purposeOf(value: ValueNode | undefined): string | undefined {
  if (value === undefined || value.kind === Kind.NULL) return undefined;
  return 'value' in value ? String(value.value) : value.kind;
}

interface Import {
  readonly name: string;
  /** The name in this schema. */
  readonly local: string;
}

function importsOf(list: ValueNode | undefined): Import[] {
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((value) => {
    if (value.kind === Kind.STRING) return [{ name: value.value, local: value.value }];
    if (value.kind !== Kind.OBJECT) return [];
    const fields = fieldsOf(value);
    const [name, as] = [fields.get('name'), fields.get('as')];
    if (name?.kind !== Kind.STRING) return [];
    return [{ name: name.value, local: as?.kind === Kind.STRING ? as.value : name.value }];
  });
}
