import {
  type DocumentNode,
  type FragmentSpreadNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { WantedField } from './wanted-fields.ts';

/** A plan for some fields, and those that it had to leave out. */
export interface PartlyPlanned<Plan> {
  /** Undefined when nothing is left. */
  readonly plan: Plan | undefined;
  /** Each is one field, however deep, and the fields that lead there. */
  readonly stranded: readonly WantedField[];
}

/**
 * Plans as much of the fields as can be planned: the planner plans all or nothing.
 *
 * `document`: has the fragments that are spread in the fields. `plan`: undefined where there is none.
 */
export function planParts<Plan>(
  fields: readonly WantedField[],
  document: DocumentNode,
  plan: (fields: readonly WantedField[]) => Plan | undefined,
): PartlyPlanned<Plan> {
  const whole = plan(fields);
  if (whole !== undefined) return { plan: whole, stranded: [] };
  const stranded: WantedField[] = [];
  const kept = fields.length === 1 ? fields.flatMap(partsThatFit) : fields.flatMap(fitting);
  const rest = kept.length === 0 ? undefined : plan(kept);
  return {
    plan: rest,
    stranded: rest === undefined ? fields.flatMap((one) => leavesOf(one, document)) : stranded,
  };

  function fitting(one: WantedField): WantedField[] {
    return plan([one]) === undefined ? partsThatFit(one) : [one];
  }

  function partsThatFit(one: WantedField): WantedField[] {
    const parts = partsOf(one.field, document);
    if (parts !== undefined) return parts.flatMap((field) => fitting({ ...one, field }));
    stranded.push(withoutSpreads(one, document));
    return [];
  }
}

/** The field once for each of the fields in it that have nothing below, with what leads there; without spreads. */
export function leavesOf(one: WantedField, document: DocumentNode): WantedField[] {
  const parts = partsOf(one.field, document);
  return parts === undefined
    ? [withoutSpreads(one, document)]
    : parts.flatMap((field) => leavesOf({ ...one, field }, document));
}

/** The selection once for each of the selections in the first set in it that has several. */
function partsOf<Node extends SelectionNode>(node: Node, document: DocumentNode): Node[] | undefined {
  if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) return undefined;
  const selections = node.selectionSet.selections.map((one) => inlined(one, document));
  const [first] = selections;
  const parts = selections.length === 1 && first !== undefined ? partsOf(first, document) : selections;
  return parts?.map((one): Node => {
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [one] };
    return { ...node, selectionSet };
  });
}

/** `one`: of a single field, however deep. */
function withoutSpreads(one: WantedField, document: DocumentNode): WantedField {
  const leave = (node: FragmentSpreadNode): SelectionNode =>
    visit(inlined(node, document), { FragmentSpread: { leave } });
  return { ...one, field: visit(one.field, { FragmentSpread: { leave } }) };
}

function inlined(node: SelectionNode, { definitions }: DocumentNode): SelectionNode {
  if (node.kind !== Kind.FRAGMENT_SPREAD) return node;
  for (const one of definitions) {
    if (one.kind !== Kind.FRAGMENT_DEFINITION || one.name.value !== node.name.value) continue;
    const { typeCondition, selectionSet } = one;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives: node.directives ?? [] };
  }
  return node;
}
