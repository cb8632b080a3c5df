import type { BroughtField, CompiledFetch, PlanFields } from '../../core/compiled-plan.ts';
import type { DegradationPolicy, DegradationRules, FieldRule } from '../../core/degradation.ts';
import { type NestedField, nestedFields } from './nested-fields.ts';

/** A field that a fetch is to bring, with what holds where it does not. */
export interface RuledField extends BroughtField {
  readonly rule: FieldRule;
}

export type LastGoodPolicy = Extract<DegradationPolicy, { onError: 'lastGood' }>;

/** Whose answers are kept: those for everybody, those for one audience. */
export interface LastGoodRecording {
  readonly isShared: boolean;
  /** The longest that is declared. */
  readonly maxAgeMs: number;
}

/** What is declared for the fields of one fetch. */
export interface FetchRules {
  /** What it brings to objects of a type; without a type, what it brings to any. */
  of(type: string | undefined): readonly RuledField[];
  /** The fields below those that it brings whose last good value is kept. */
  readonly nested: readonly NestedField[];
  /** Empty when nothing is kept. */
  readonly keepings: readonly LastGoodRecording[];
}

/** Finds what is declared for a fetch; once for each fetch of a plan. */
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
  const brought = fetch.fields();
  const byType = new Map<string | undefined, readonly RuledField[]>();
  const ruled = (field: BroughtField, type: string): RuledField => ({
    ...field,
    rule: rules.ruleFor(type, field.name, fetch.subgraph),
  });
  const all = brought.flatMap((field) =>
    typesOf(field.type, fields).map((type) => ({ ...ruled(field, type), type })),
  );
  const nested = nestedFields(fetch, fields, (type, name) =>
    typesOf(type, fields).some((one) => lastGoodOf(rules.ruleFor(one, name, fetch.subgraph)) !== undefined),
  );
  return {
    of(type) {
      let found = byType.get(type);
      if (found === undefined) {
        found = brought.flatMap((field) => {
          if (type === undefined) return [ruled(field, field.type)];
          return fields.isSubtype(type, field.type) ? [ruled(field, type)] : [];
        });
        byType.set(type, found);
      }
      return found;
    },
    nested,
    keepings: keepingsOf([
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

function keepingsOf(rules: readonly FieldRule[]): LastGoodRecording[] {
  return [true, false].flatMap((isShared) => {
    const ages = rules.flatMap((rule) => {
      const policy = lastGoodOf(rule);
      return policy?.isShared === isShared ? [policy.maxAgeMs] : [];
    });
    return ages.length === 0 ? [] : [{ isShared, maxAgeMs: Math.max(...ages) }];
  });
}
