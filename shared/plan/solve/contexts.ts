import type { ContextArgument, SupergraphModel } from '../model/supergraph-model.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { ContextRequest, Site } from './site.ts';

/** An argument from enclosing objects, and the fields of them that it needs. */
export interface Context {
  readonly value: ContextRequest;
  readonly needs: readonly { readonly site: Site; readonly field: SelectedField }[];
}

export interface ContextInput {
  readonly model: SupergraphModel;
  readonly select: FieldSetSelector;
  typename(type: string): SelectedField;
}

/** Finds the nearest enclosing objects that set a context. */
export function findContext(
  site: Site,
  argument: ContextArgument,
  { model, select, typename }: ContextInput,
): Context | undefined {
  let up = 0;
  for (let at = site.parent?.site; at !== undefined; at = at.parent?.site) {
    up += 1;
    const setting = settingTypes(at, argument, model);
    if (setting.length === 0) continue;
    const ancestor = at;
    const isOneType = model.types.get(ancestor.selection.typeName)?.kind === 'object';
    const selection = setting.flatMap((type) => select(argument.selection, type));
    const fields = [...selection, ...(isOneType ? [] : setting.map(typename))];
    return {
      value: { argument, up, selection, isOneType },
      needs: fields.map((field) => ({ site: ancestor, field })),
    };
  }
  return undefined;
}

/** The types of a site whose objects set a context. */
function settingTypes({ selection }: Site, { from }: ContextArgument, { types }: SupergraphModel): string[] {
  return [...(types.get(selection.typeName)?.objectTypes ?? [])].filter((type) =>
    [...(types.get(type)?.conditions ?? [])].some((one) => from.has(one)),
  );
}
