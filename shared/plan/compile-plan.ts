import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { CompiledFetch, CompiledPlan, EntityRequest } from '../core/compiled-plan.ts';
import { isDataObject } from '../core/data-object.ts';
import { compileContextArguments } from './compile-context-arguments.ts';
import { detourDraft } from './compile-detour.ts';
import { compileRepresentation, keyIn } from './compile-representation.ts';
import { compileRewrites, renamedKeys } from './compile-rewrites.ts';
import { eachEntityField } from './entity-fields.ts';
import { identityOf, isFlat } from './fetch-identity.ts';
import { keysBrought } from './fetch-positions.ts';
import { type FetchDraft, joinFetches } from './join-fetches.ts';
import type { KeyIndex } from './key-index.ts';
import { namesAtTop } from './only-needed.ts';
import { orderFetches } from './order-fetches.ts';
import { offerOtherKeys } from './other-keys.ts';
import type { Detour } from './parsed-fetch.ts';
import { placeFetches } from './place-fetches.ts';
import { type FixedField, withFixedArguments } from './required-fields.ts';
import { separateConflicts } from './separate-conflicts.ts';
import { splitByRequirement } from './split-by-requirement.ts';
import type { TypeIndex } from './type-index.ts';

export interface CompilePlanInput {
  readonly plan: QueryPlan;
  readonly types: TypeIndex;
  readonly keyIndex: KeyIndex;
  readonly fixedFields: ReadonlyMap<string, FixedField>;
  /** The subgraph to ask, by the name under which the planner knows a part of it. */
  readonly partOf: ReadonlyMap<string, string>;
  readonly isMutation: boolean;
}

/** Compiles the planner's tree into fetches that know what they wait for. */
export function compilePlan(input: CompilePlanInput): CompiledPlan {
  const { node } = input.plan;
  if (node?.kind === 'Subscription') throw new TypeError('subscriptions are not executed');
  const parsed = (node ? placeFetches(node) : []).map((fetch) => ({
    ...fetch,
    node: { ...fetch.node, serviceName: input.partOf.get(fetch.node.serviceName) ?? fetch.node.serviceName },
    document: parse(fetch.node.operation, { noLocation: true }),
  }));
  const offered = offerOtherKeys(parsed, input.types, input.keyIndex);
  const fetches = separateConflicts(offered, input.fixedFields, input.types);
  const orders = orderFetches(fetches, input.isMutation);
  const drafts = fetches.map((fetch, index): FetchDraft => ({ ...fetch, after: orders[index] ?? [] }));
  const joined = input.isMutation ? drafts : joinFetches(drafts);
  return {
    fetches: joined.map((draft) => compileFetch(draft, input)),
    isObjectType: (name) => typeof name === 'string' && input.types.isObjectType(name),
  };
}

function compileFetch(draft: FetchDraft, input: CompilePlanInput): CompiledFetch {
  const { node, document, path, conditions, after } = draft;
  const { types, fixedFields } = input;
  const { serviceName: subgraph, requires, contextRewrites = [] } = node;
  const contextual = new Set(contextRewrites.map(({ renameKeyTo }) => renameKeyTo));
  const wire = withFixedArguments(document, fixedFields);
  const { inputRewrites = [] } = node;
  const rewrite = inputRewrites.length > 0 ? compileRewrites(inputRewrites, types) : undefined;
  return {
    subgraph,
    query: stripIgnoredCharacters(print(wire)),
    operationName: node.operationName,
    document: wire,
    isMutation: node.operationKind === 'mutation',
    variables: declaredVariables(wire).filter((name) => name !== 'representations' && !contextual.has(name)),
    path,
    entities: requires && {
      representationOf: compileRepresentation({
        requires,
        required: requiredNames(draft, types),
        subgraph,
        fixedFields,
        types,
        rewrite,
      }),
      identity: identityOf(subgraph, wire),
      isFlat: isFlat(wire) && !asksForType(document, types),
      detours: (draft.detours ?? []).map((detour) => compileDetour(draft, detour, input)),
      otherwise: splitByRequirement(draft, types).map((part) => compileFetch(part, input)),
    },
    contextArguments: compileContextArguments(contextRewrites, types),
    brings: keysBrought(document, requires !== undefined),
    after,
    conditions,
    renamed: renamedKeys(node.outputRewrites),
    rewrite: compileRewrites(node.outputRewrites, types),
  };
}

function compileDetour(draft: FetchDraft, detour: Detour, input: CompilePlanInput): CompiledFetch {
  const fetch = compileFetch(detourDraft(draft, detour), input);
  if (fetch.entities === undefined) return fetch;
  const { representationOf } = fetch.entities;
  const accepted = input.types.keysOf(detour.type, draft.node.serviceName);
  const entities: EntityRequest = {
    ...fetch.entities,
    // An object that only lacks what a field requires has its key.
    representationOf: (object) =>
      isDataObject(object) && keyIn(object, accepted) !== undefined ? undefined : representationOf(object),
  };
  return { ...fetch, entities };
}

/** What the fields of a fetch require of their objects. */
function requiredNames({ document, node }: FetchDraft, types: TypeIndex): ReadonlySet<string> {
  const names = new Set<string>();
  eachEntityField(document, (field, type) => {
    const requirement = types.requirementOf(type, field.name.value, node.serviceName) ?? '';
    for (const name of namesAtTop(requirement)) names.add(name);
  });
  return names;
}

/** Whether a fetch is to tell which type of an interface an object has. */
function asksForType(document: DocumentNode, types: TypeIndex): boolean {
  let found = false;
  eachEntityField(document, (field, type) => {
    found ||= field.name.value === '__typename' && !types.isObjectType(type);
  });
  return found;
}

function declaredVariables({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? (node.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
      : [],
  );
}
