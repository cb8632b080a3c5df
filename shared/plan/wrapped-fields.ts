import { Kind, type SelectionNode } from 'graphql';
import { ownDirectives } from './own-directives.ts';
import type { Step } from './steps.ts';
import type { WantedField } from './wanted-fields.ts';

/**
 * A field that is wanted of some objects, as one that is wanted of those above them.
 *
 * `type`: of the objects. `step`: the field that leads to them. What must hold for it on the way is in the wanted
 * field already.
 */
export function wrappedField(wanted: WantedField, type: string, { field: step }: Step): WantedField {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
  const inner = { kind: Kind.SELECTION_SET, selections: [withDirectives(wanted)] } as const;
  const fragment = { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: inner } as const;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [fragment] } as const;
  const field = { ...step.field, directives: ownDirectives(step.field.directives), selectionSet };
  return { ...wanted, field, within: step.within };
}

/** The field, in a fragment with the graph's directives that apply to it. */
export function withDirectives({ field, within: directives }: WantedField): SelectionNode {
  if (directives.length === 0) return field;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [field] } as const;
  return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet };
}
