import type { EntityGroups } from '../../../core/compiled-plan.ts';
import type { DataObject } from '../../../core/json/data-object.ts';
import type { DataRewrite, RequiredNode } from '../../fetches/fetch-draft.ts';
import type { FieldSet } from '../../model/supergraph-model.ts';
import type { TypeIndex } from '../../model/type-index.ts';
import type { SoleKey } from './compile-flat-representation.ts';

/**
 * Compiles how objects are grouped by entity. If a representation has only one scalar, objects are compared by its value,
 * and the text is written once for each entity, not for each object.
 */
export function compileGrouping(
  representationOf: (object: object) => string | undefined,
  sole: SoleKey | undefined,
): (objects: readonly DataObject[]) => EntityGroups {
  return (objects) => {
    const representations: string[] = [];
    const targets: DataObject[][] = [];
    const lacking: DataObject[] = [];
    // A second map, because the value of a key can be any text, such as that of a representation.
    const byValue = new Map<string, DataObject[]>();
    let byRepresentation: Map<string, DataObject[]> | undefined;
    for (const object of objects) {
      const value = sole !== undefined && object['__typename'] === sole.type ? object[sole.from] : undefined;
      const isSole = typeof value === 'string';
      const same = isSole ? byValue.get(value) : undefined;
      if (same !== undefined) {
        same.push(object);
        continue;
      }
      const representation = representationOf(object);
      if (representation === undefined) {
        lacking.push(object);
        continue;
      }
      const equal = isSole ? undefined : byRepresentation?.get(representation);
      if (equal !== undefined) {
        equal.push(object);
        continue;
      }
      const group = [object];
      if (isSole) byValue.set(value, group);
      else {
        byRepresentation ??= new Map();
        byRepresentation.set(representation, group);
      }
      representations.push(representation);
      targets.push(group);
    }
    return { representations, targets, lacking };
  };
}

export interface GroupingInput {
  readonly path: readonly string[];
  readonly requires: readonly RequiredNode[];
  readonly requirements: ReadonlySet<FieldSet>;
  readonly inputRewrites: readonly DataRewrite[];
  readonly subgraph: string;
  readonly types: TypeIndex;
}

/** Equal for fetches that find the same objects and group them alike. */
export function groupingOf(input: GroupingInput): string {
  const { path, requires, requirements, inputRewrites, subgraph, types } = input;
  // The keys of the type decide what is sent. The types of an abstract type's objects are known only at run time.
  const keys = requires.map((selection) => {
    const type = selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
    return type !== undefined && types.isObjectType(type) ? types.keysOf(type, subgraph) : subgraph;
  });
  return JSON.stringify([path, requires, [...requirements], inputRewrites, keys]);
}
