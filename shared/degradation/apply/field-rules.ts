import type { BroughtField, CompiledFetch, PlanFields } from '../../core/compiled-plan.ts';
import type { DegradationPolicy, DegradationRules, FieldRule } from '../field-rule.ts';
import { type NestedField, nestedFields } from './nested-fields.ts';

/** A field that a fetch selects, with the rule for the case that it fails. */
export interface RuledField extends BroughtField {
  readonly rule: FieldRule;
}

export type LastGoodPolicy = Extract<DegradationPolicy, { onError: 'lastGood' }>;

/** Which last good values are recorded: those shared by all clients, or those of one cache partition. */
export interface LastGoodRecording {
  readonly isShared: boolean;
  /** The longest declared age. */
  readonly maxAgeMs: number;
}

/** The rules for the fields of one fetch. */
export interface FetchRules {
  /** The fields that it selects of objects of a type; of all objects without a type. */
  of(type: string | undefined): readonly RuledField[];
  /** The nested fields whose last good value is recorded. */
  readonly nested: readonly NestedField[];
  /** The policy of a field of an object type, if its last good value is recorded. */
  lastGoodOf(typeName: string, fieldName: string): LastGoodPolicy | undefined;
  /** Empty if no last good value is recorded. */
  readonly recordings: readonly LastGoodRecording[];
}

/** Returns the rules of a fetch, compiled once for each fetch of a plan. */
export type RulesOfFetch = (fetch: CompiledFetch, fields: PlanFields) => FetchRules;

export function createRulesOfFetch(rules: DegradationRules): RulesOfFetch {
  const known = new WeakMap<CompiledFetch, FetchRules>();
  return (fetch, fields) => {
    let found = known.get(fetch);
    if (found === undefined) {
      found = readRules(fetch, fields, rules);
      known.set(fetch, found);
    }
    return found;
  };
}

export function lastGoodOf({ policy }: FieldRule): LastGoodPolicy | undefined {
  return policy?.onError === 'lastGood' ? policy : undefined;
}

function readRules(fetch: CompiledFetch, fields: PlanFields, rules: DegradationRules): FetchRules {
  const selected = fetch.fields();
  const byType = new Map<string | undefined, readonly RuledField[]>();
  const policyOf: FetchRules['lastGoodOf'] = (typeName, fieldName) =>
    lastGoodOf(rules.ruleFor(typeName, fieldName, fetch.subgraph));
  const ruled = (field: BroughtField, type: string): RuledField => ({
    ...field,
    rule: rules.ruleFor(type, field.name, fetch.subgraph),
  });
  const all = selected.flatMap((field) =>
    typesOf(field.type, fields).map((type) => ({ ...ruled(field, type), type })),
  );
  const nested = nestedFields(fetch, fields, (type, name) =>
    typesOf(type, fields).some((one) => policyOf(one, name) !== undefined),
  );
  return {
    of(type) {
      let found = byType.get(type);
      if (found === undefined) {
        found = selected.flatMap((field) => {
          if (type === undefined) return [ruled(field, field.type)];
          return fields.isSubtype(type, field.type) ? [ruled(field, type)] : [];
        });
        byType.set(type, found);
      }
      return found;
    },
    nested,
    lastGoodOf: policyOf,
    recordings: recordingsOf([
      ...all.map(({ rule }) => rule),
      ...nested.flatMap(({ type, name }) =>
        typesOf(type, fields).map((one) => rules.ruleFor(one, name, fetch.subgraph)),
      ),
    ]),
  };
}

function typesOf(type: string, fields: PlanFields): readonly string[] {
  const types = fields.objectTypesOf(type);
  return types.length > 0 ? types : [type];
}

function recordingsOf(rules: readonly FieldRule[]): LastGoodRecording[] {
  return [true, false].flatMap((isShared) => {
    const ages = rules.flatMap((rule) => {
      const policy = lastGoodOf(rule);
      return policy?.isShared === isShared ? [policy.maxAgeMs] : [];
    });
    return ages.length === 0 ? [] : [{ isShared, maxAgeMs: Math.max(...ages) }];
  });
}
