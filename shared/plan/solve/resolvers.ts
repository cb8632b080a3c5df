import type { FieldSet, SubgraphField, SubgraphType, SupergraphModel } from '../model/supergraph-model.ts';
import { nothingProvided, type Way } from './ways.ts';

/** Which subgraph resolves which field, for one set of `@override` labels. */
export interface Resolvers {
  /** The field of an object as the subgraph of a way has it; undefined if the subgraph does not resolve it there. */
  fieldIn(way: Way, type: string, name: string): SubgraphField | undefined;
  /** The field set that the path through a field provides. */
  providedBelow(way: Way, type: string, field: SubgraphField): FieldSet;
  /** Whether the subgraph of an entry has a field of objects of a type. */
  mayResolve(entry: SubgraphType, type: string, name: string): boolean;
  /** The parts of a type, and of its interfaces, by whose keys a subgraph resolves objects of the type. */
  entriesOf(type: string): readonly SubgraphType[];
  /** The entries whose subgraph resolves a field only with data of other subgraphs. */
  requiringEntries(type: string, name: string): readonly (readonly [SubgraphType, SubgraphField])[];
}

export function createResolvers({ types }: SupergraphModel, labels: ReadonlySet<string>): Resolvers {
  const entries = new Map<string, readonly SubgraphType[]>();
  const requiringFields = new Map<string, Map<string, readonly (readonly [SubgraphType, SubgraphField])[]>>();
  return { fieldIn, mayResolve, providedBelow, entriesOf, requiringEntries };

  function mayResolve(entry: SubgraphType, type: string, name: string): boolean {
    if (name === '__typename') return !entry.isInterfaceObject;
    const owner = entry.isInterfaceObject ? entry : (types.get(type)?.parts.get(entry.subgraph) ?? entry);
    return owner.fields.has(name);
  }

  function entriesOf(type: string): readonly SubgraphType[] {
    let found = entries.get(type);
    if (found === undefined) {
      const parts = [...(types.get(type)?.conditions ?? [])].flatMap((name) => [
        ...(types.get(name)?.parts.values() ?? []),
      ]);
      found = parts.filter(({ keys }) => keys.some(({ isResolvable }) => isResolvable));
      entries.set(type, found);
    }
    return found;
  }

  function requiringEntries(type: string, name: string): readonly (readonly [SubgraphType, SubgraphField])[] {
    const byName =
      requiringFields.get(type) ?? new Map<string, readonly (readonly [SubgraphType, SubgraphField])[]>();
    requiringFields.set(type, byName);
    let found = byName.get(name);
    if (found === undefined) {
      found = entriesOf(type).flatMap((part): [SubgraphType, SubgraphField][] => {
        const own = part.fields.get(name);
        return own === undefined || !isActive(own) || own.isExternal || !needsRepresentation(own)
          ? []
          : [[part, own]];
      });
      byName.set(name, found);
    }
    return found;
  }

  function fieldIn({ part, provided }: Way, type: string, name: string): SubgraphField | undefined {
    const owner = part.isInterfaceObject ? part : (types.get(type)?.parts.get(part.subgraph) ?? part);
    const field = owner.fields.get(name);
    if (field === undefined) return undefined;
    if (provided.some((one) => one.name === name && isOn(one.on, type))) return field;
    return field.isExternal || !isActive(field) ? undefined : field;
  }

  function providedBelow({ provided }: Way, type: string, field: SubgraphField): FieldSet {
    const inherited = provided.flatMap((one) =>
      one.name === field.name && isOn(one.on, type) ? one.selections : [],
    );
    return inherited.length === 0
      ? (field.provides ?? nothingProvided)
      : [...inherited, ...(field.provides ?? nothingProvided)];
  }

  function isOn(condition: string | undefined, type: string): boolean {
    return condition === undefined || types.get(condition)?.objectTypes.has(type) === true;
  }

  function isActive({ override }: SubgraphField): boolean {
    return override === undefined || labels.has(override.label) === override.isOn;
  }
}

export function needsRepresentation({ requires, contextArguments }: SubgraphField): boolean {
  return requires !== undefined || contextArguments.length > 0;
}
