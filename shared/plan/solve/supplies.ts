import type { SupergraphModel } from '../model/supergraph-model.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { Site } from './site.ts';
import { type Explorer, joined, type Option, type Prefer, type Supply, supplyOf } from './ways.ts';

/** Finds the data that a fetch needs before it starts. */
export interface Supplies {
  /**
   * The cheapest way to a field, with what is selected below it.
   *
   * `type`: of the objects; undefined for all types of the field. `isTyped`: for `__typename`, whether it must be that of an
   * object type.
   */
  of(
    site: Site,
    type: string | undefined,
    field: SelectedField,
    prefer: Prefer,
    isTyped: boolean,
  ): Supply | undefined;
}

export interface SuppliesInput extends Explorer {
  readonly model: SupergraphModel;
  typename(type: string): SelectedField;
  /** The options for the type name of objects, whether or not it is that of an object type. */
  anyTypename(site: Site, type: string): readonly Option[];
}

export function createSupplies({
  model,
  typename,
  occurs,
  options,
  sitesBelow,
  anyTypename,
}: SuppliesInput): Supplies {
  return { of: supply };

  function supply(
    site: Site,
    type: string | undefined,
    field: SelectedField,
    prefer: Prefer,
    isTyped: boolean,
  ): Supply | undefined {
    const types = type === undefined ? [...field.types].filter((one) => occurs(site, one)) : [type];
    const supplies: (Supply | undefined)[] = [];
    for (const one of types) {
      if (type !== undefined && field.name !== '__typename' && !field.types.has(one)) continue;
      if (field.inner === undefined) {
        const all =
          isTyped || field.name !== '__typename' ? options(site, one, field) : anyTypename(site, one);
        supplies.push(supplyOf(all, prefer));
      } else supplies.push(...supplyInner(site, one, field, prefer));
    }
    return supplies.includes(undefined) ? undefined : joined(supplies.flatMap((one) => one ?? []));
  }

  function supplyInner(
    site: Site,
    type: string,
    field: SelectedField,
    prefer: Prefer,
  ): (Supply | undefined)[] {
    const presence = supplyOf(options(site, type, field), prefer);
    if (presence === undefined) return [undefined];
    const found: (Supply | undefined)[] = [];
    for (const below of sitesBelow(site, field, true)) {
      if (!below.parent?.types.includes(type)) continue;
      for (const inner of below.selection.fields)
        for (const one of inner.types) {
          if (!occurs(below, one)) continue;
          found.push(
            ...(inner.inner === undefined
              ? [supplyOf(options(below, one, inner), prefer)]
              : supplyInner(below, one, inner, prefer)),
          );
          // The type of the object decides which fields it has.
          if (isAbstract(below)) found.push(supplyOf(options(below, one, typename(one)), prefer));
        }
    }
    return found.length === 0 ? [presence] : found;
  }

  function isAbstract({ selection }: Site): boolean {
    return model.types.get(selection.typeName)?.kind !== 'object';
  }
}
