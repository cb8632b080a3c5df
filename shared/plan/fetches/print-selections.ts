import type { ArgumentNode, FieldNode, SelectionNode } from 'graphql';
import { type Conditions, underConditions, without } from '../../core/graphql/conditions.ts';
import {
  argumentNode,
  directiveNode,
  inlineFragmentNode,
  nameNode,
  selectionSetNode,
  variableNode,
} from '../../core/graphql/nodes.ts';
import type { SubgraphType, SupergraphModel } from '../model/supergraph-model.ts';
import { typenameField } from '../operation/field-set-selection.ts';
import { always, either, type Guard, isSameGuard } from '../operation/guards.ts';
import type { CoveredField, Fetch } from '../solve/site.ts';
import type { KeyRenamer } from './fetch-draft.ts';

/** The form of a response at one position: fields of one key must have one form (GraphQL spec 5.3.2). */
interface Form {
  readonly wrappers: string;
  readonly below: Forms;
}

type Forms = Map<string, Form>;

/** Fields of one key that are printed together. */
interface PrintedGroup {
  readonly types: Set<string>;
  readonly all: readonly CoveredField[];
  readonly guard: Guard;
}

export interface PrintedSelections {
  readonly selections: readonly SelectionNode[];
  /** Keys that had to differ from those of merged data. */
  readonly renamed: readonly KeyRenamer[];
}

/** Prints the selections of a fetch as fragments and fields that its subgraph knows. */
export function createSelectionPrinter(fetch: Fetch, model: SupergraphModel) {
  const renamed: KeyRenamer[] = [];
  const forms: Forms = new Map();

  return { renamed, printTop };

  /** `part`: the root type, or the type of entities. */
  function printTop(part: SubgraphType, types: ReadonlySet<string> | undefined): SelectionNode[] {
    const covered = fetch.covers
      .flatMap((cover) => [...cover.selections.values()])
      .filter(({ types: own }) => types === undefined || [...own].some((type) => types.has(type)));
    return print(covered, part, types, always, forms, [], false);
  }

  function print(
    covered: readonly CoveredField[],
    part: SubgraphType,
    among: ReadonlySet<string> | undefined,
    outer: Guard,
    into: Forms,
    path: readonly string[],
    isAbstractSite: boolean,
  ): SelectionNode[] {
    const direct: SelectionNode[] = [];
    const fragments = new Map<string, SelectionNode[]>();
    let asksForType = part.isAbstract || (isAbstractSite && !part.isInterfaceObject);
    for (const [key, all] of byKey(covered)) {
      if (key === '__typename') {
        // The type of an entity is known if its representation has the name of an object type.
        asksForType ||= among === undefined || part.isInterfaceObject;
        continue;
      }
      for (const group of groupsOf(all, among)) {
        const [{ field }] = group.all as readonly [CoveredField];
        for (const condition of conditionsFor(part, group.types, field.name)) {
          const owner = condition === undefined ? part : model.types.get(condition)?.parts.get(part.subgraph);
          const nodes = owner === undefined ? [] : printField(group, owner, outer, into, path);
          if (condition === undefined) direct.push(...nodes);
          else fragments.set(condition, [...(fragments.get(condition) ?? []), ...nodes]);
        }
      }
    }
    const selections = [
      ...direct,
      ...[...fragments].map(([typeCondition, nodes]) =>
        inlineFragmentNode(selectionSetNode(nodes), { typeCondition }),
      ),
    ];
    if (!asksForType && selections.length > 0) return selections;
    const guard =
      path.length > 0 || covered.length === 0 ? outer : covered.map((one) => one.guard).reduce(either);
    return [...guarded(typenameField, guard, outer), ...selections];
  }

  /** The type conditions under which a field is printed; undefined for none. */
  function conditionsFor(
    part: SubgraphType,
    types: ReadonlySet<string>,
    name: string,
  ): (string | undefined)[] {
    if (!part.isAbstract) return [undefined];
    const own = [...part.objectTypes].filter((type) => types.has(type));
    if (own.length === part.objectTypes.size && part.fields.has(name)) return [undefined];
    const open = new Set(own);
    const conditions: string[] = [];
    for (const [condition, known] of interfacesOf(part, own, name)) {
      if (!known.every((type) => open.has(type))) continue;
      conditions.push(condition);
      for (const type of known) open.delete(type);
    }
    return [...conditions, ...open];
  }

  /** Interfaces of the subgraph that have several of the types and no other one of the position, the largest first. */
  function interfacesOf(part: SubgraphType, types: readonly string[], name: string): [string, string[]][] {
    const names = new Set(types.flatMap((type) => [...(model.types.get(type)?.conditions ?? [])]));
    return [...names]
      .flatMap((condition): [string, string[]][] => {
        const one = model.types.get(condition)?.parts.get(part.subgraph);
        if (one === undefined || !one.isAbstract || !one.fields.has(name)) return [];
        return [[condition, [...part.objectTypes].filter((type) => one.objectTypes.has(type))]];
      })
      .filter(([, known]) => known.length > 1 && known.every((type) => types.includes(type)))
      .sort(([, a], [, b]) => b.length - a.length);
  }

  function printField(
    group: PrintedGroup,
    owner: SubgraphType,
    outer: Guard,
    into: Forms,
    path: readonly string[],
  ): SelectionNode[] {
    const [{ field, contextArguments }] = group.all as readonly [CoveredField];
    const definition = owner.fields.get(field.name);
    if (definition === undefined) return [];
    const { type, typeName } = definition;
    const isLeaf = field.inner === undefined;
    const wrappers = isLeaf ? type : type.replace(typeName, '');
    const key = keyFor(field.key, wrappers, into, path);
    const form = into.get(key) ?? { wrappers, below: new Map() };
    into.set(key, form);
    const part = model.types.get(typeName)?.parts.get(owner.subgraph);
    const inner = group.all.flatMap((one) => [...(one.inner?.selections.values() ?? [])]);
    const site = group.all[0]?.inner?.site;
    const isAbstractSite =
      model.types.get(site?.selection.typeName ?? field.inner?.typeName ?? '')?.kind !== 'object';
    const selectionSet =
      isLeaf || part === undefined
        ? undefined
        : selectionSetNode(
            print(inner, part, undefined, group.guard, form.below, [...path, key], isAbstractSite),
          );
    const { alias: _alias, ...bare } = field.node;
    const args = [...(field.node.arguments ?? []), ...contextArguments.flatMap(contextArgument)];
    const node: FieldNode = {
      ...bare,
      ...(key !== field.name && { alias: nameNode(key) }),
      ...(args.length > 0 && { arguments: args }),
      ...(selectionSet && { selectionSet }),
    };
    return guarded(node, group.guard, outer);
  }

  function contextArgument(argument: CoveredField['contextArguments'][number]): ArgumentNode[] {
    const value = fetch.contexts.find((one) => one.argument.id === argument.id);
    return value === undefined ? [] : [argumentNode(argument.name, variableNode(value.variable))];
  }

  /** The key itself, or an alias where the response has another form under the key. */
  function keyFor(key: string, wrappers: string, into: Forms, path: readonly string[]): string {
    const known = into.get(key);
    if (known === undefined || known.wrappers === wrappers) return key;
    for (let n = 0; ; n += 1) {
      const alias = `${key}__alias_${n}`;
      const other = into.get(alias);
      if (other !== undefined && other.wrappers !== wrappers) continue;
      if (other === undefined) {
        renamed.push({ kind: 'KeyRenamer', path: [...path, alias], renameKeyTo: key });
      }
      return alias;
    }
  }
}

/** The fields by key, in the order of the operation; those of keys and requirements last. */
function byKey(covered: readonly CoveredField[]): Map<string, CoveredField[]> {
  const keys = new Map<string, CoveredField[]>();
  const places = new Map(covered[0]?.cover.site.selection.fields.map((field, place) => [field, place]));
  const placeOf = ({ field }: CoveredField): number => places.get(field) ?? places.size;
  for (const one of [...covered].sort((a, b) => placeOf(a) - placeOf(b)))
    keys.set(one.field.key, [...(keys.get(one.field.key) ?? []), one]);
  return keys;
}

/** Fields of one key by the types that select the same. */
function groupsOf(all: readonly CoveredField[], among: ReadonlySet<string> | undefined): PrintedGroup[] {
  const byType = new Map<string, CoveredField[]>();
  for (const one of all)
    for (const type of one.types)
      if (among === undefined || among.has(type)) byType.set(type, [...(byType.get(type) ?? []), one]);
  const groups: PrintedGroup[] = [];
  for (const [type, own] of byType) {
    const guard = own.map((one) => one.guard).reduce(either);
    const same = groups.find((group) =>
      own[0]?.field.inner === undefined
        ? isSameGuard(group.guard, guard)
        : group.all.length === own.length && group.all.every((one, index) => one === own[index]),
    );
    if (same !== undefined) same.types.add(type);
    else groups.push({ types: new Set([type]), all: own, guard });
  }
  return groups;
}

/** A field under the conditions that do not hold around it. */
function guarded(node: FieldNode, guard: Guard, outer: Guard): SelectionNode[] {
  if (isSameGuard(guard, outer)) return [node];
  const [around, ...more] = outer;
  const alternatives = guard.map((conditions) =>
    around !== undefined && more.length === 0 ? without(conditions, around) : conditions,
  );
  if (alternatives.some(({ size }) => size === 0)) return [node];
  return alternatives.flatMap((conditions) => underOne(node, conditions));
}

function underOne(node: FieldNode, conditions: Conditions): readonly SelectionNode[] {
  const values = [...conditions.values()];
  const isPlain = values.filter((value) => value).length <= 1 && values.filter((value) => !value).length <= 1;
  if (!isPlain) return underConditions(conditions, [node]);
  const directives = [...conditions].map(([variable, value]) =>
    directiveNode(value ? 'include' : 'skip', [argumentNode('if', variableNode(variable))]),
  );
  return [{ ...node, directives: [...(node.directives ?? []), ...directives] }];
}
