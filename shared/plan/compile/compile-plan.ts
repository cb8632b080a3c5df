import { type DocumentNode, Kind } from 'graphql';
import type { CompiledFetch, CompiledPlan, EntityRequest } from '../../core/compiled-plan.ts';
import { isDataObject } from '../../core/json/data-object.ts';
import type { FetchDraft, KeyConversion } from '../fetches/fetch-draft.ts';
import type { FieldSet } from '../model/supergraph-model.ts';
import type { TypeIndex } from '../model/type-index.ts';
import type { Turn } from '../planning-turns.ts';
import { compileContextArguments } from './compile-context-arguments.ts';
import { conversionDraft } from './compile-conversion.ts';
import { compileRewrites, renamedKeys } from './compile-rewrites.ts';
import { coordinateOf } from './document/coordinate-of.ts';
import { eachEntityField } from './document/entity-fields.ts';
import { fetchConditions } from './document/fetch-conditions.ts';
import { identityOf, isFlat } from './document/fetch-identity.ts';
import { printOperation } from './document/print-operation.ts';
import { returnedFields } from './document/returned-fields.ts';
import { returnedKeys } from './document/returned-keys.ts';
import { type DraftFamily, findSharing, type Sharing } from './find-sharing.ts';
import { buildPlanFields } from './plan-fields.ts';
import { findSoleKey, type SoleKey } from './representation/compile-flat-representation.ts';
import { compileGrouping, groupingOf } from './representation/compile-grouping.ts';
import { compileRepresentation, type WriteRepresentation } from './representation/compile-representation.ts';
import { hasKey } from './representation/complete-key.ts';
import { splitByRequirement } from './representation/split-by-requirement.ts';

export interface CompilePlanInput {
  readonly drafts: readonly FetchDraft[];
  readonly types: TypeIndex;
}

interface Compilation extends CompilePlanInput {
  /** The places of the fetches with arguments from enclosing objects. */
  readonly contextPlaces: readonly string[];
}

/** Compiles the fetches of a plan. */
export async function compilePlan(input: CompilePlanInput, turn: Turn): Promise<CompiledPlan> {
  const { drafts } = input;
  const families = drafts.map((draft) => familyOf(draft, input.types));
  const contextual = drafts.filter(({ contextRewrites }) => contextRewrites.length > 0);
  const sharing = findSharing(families, input.types);
  // What one object of an entity has may not be true of another where contexts differ.
  const sharingOf: typeof sharing =
    contextual.length === 0 ? sharing : (draft) => ({ ...sharing(draft), reuses: false, remembers: false });
  const compilation = { ...input, contextPlaces: contextual.map(({ path }) => placeOf(path)) };
  const awaitedBy = drafts.map((): number[] => []);
  for (const [index, { after }] of drafts.entries())
    for (const earlier of after) awaitedBy[earlier]?.push(index);
  const compiled: CompiledFetch[] = [];
  for (const [index, family] of families.entries()) {
    const pause = turn.pause();
    if (pause !== undefined) await pause;
    compiled.push({ ...compileFetch(family, sharingOf, compilation), awaitedBy: awaitedBy[index] ?? [] });
  }
  return {
    fetches: compiled,
    mayUnify: contextual.length === 0,
    sharesObjects: compiled.some(sharesObjects),
    isObjectType: (name) => typeof name === 'string' && input.types.isObjectType(name),
    fields: buildPlanFields(compiled, input.types),
  };
}

/** Whether a fetch, or one that replaces it for some objects, `recurs` with more than leaves. */
function sharesObjects({ document, entities }: CompiledFetch): boolean {
  if (entities === undefined) return false;
  const { recurs, detours, otherwise } = entities;
  return (recurs && !isFlat(document)) || [...detours, ...otherwise].some(sharesObjects);
}

function familyOf(draft: FetchDraft, types: TypeIndex): DraftFamily {
  return { draft, parts: splitByRequirement(draft, types).map((part) => familyOf(part, types)) };
}

function compileFetch(
  { draft, parts }: DraftFamily,
  sharingOf: (draft: FetchDraft) => Sharing,
  input: Compilation,
): CompiledFetch {
  const { subgraph, document, operationName, path, requires, inputRewrites, contextRewrites, after } = draft;
  const { types } = input;
  const contextual = new Set(contextRewrites.map(({ renameKeyTo }) => renameKeyTo));
  const rewrite = inputRewrites.length > 0 ? compileRewrites(inputRewrites, types) : undefined;
  const query = printOperation(document);
  const representation = { requires: requires ?? [], subgraph, types };
  const requirements = requirementsOf(draft, types);
  const renamed = renamedKeys(draft.outputRewrites);
  const place = placeOf(path);
  return {
    subgraph,
    query,
    operationName,
    coordinate: coordinateOf(document),
    document,
    bodyStart: `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":`,
    isMutation: draft.operationKind === 'mutation',
    variables: declaredVariables(document).filter(
      (name) => name !== 'representations' && !contextual.has(name),
    ),
    path,
    place,
    entities: requires && {
      ...compileGroups(
        compileRepresentation({ ...representation, requirements, rewrite }),
        rewrite === undefined ? findSoleKey(representation) : undefined,
        draft,
      ),
      grouping: groupingOf({ ...representation, path, requirements, inputRewrites }),
      identity: identityOf(subgraph, document),
      ...sharingOf(draft),
      detours: draft.conversions.map((conversion) => compileConversion(draft, conversion, input)),
      otherwise: parts.map((part) => compileFetch(part, sharingOf, input)),
    },
    contextArguments: compileContextArguments(contextRewrites, types),
    keepsApart: input.contextPlaces.some((other) => other !== place && other.startsWith(place)),
    brings: returnedKeys(document, requires !== undefined),
    fields: () => returnedFields(document, requires !== undefined, renamed),
    after,
    awaitedBy: [],
    conditions: fetchConditions(document, requires !== undefined, types.isObjectType),
    renamed,
    // A draft lists an outer key before those below it, whose paths have the outer key as it is received.
    rewrite: compileRewrites(draft.outputRewrites.toReversed(), types),
  };
}

// Another fetch may use the same conversion.
const asOthersDo: Sharing = { recurs: true, reuses: false, remembers: false };

function compileConversion(draft: FetchDraft, conversion: KeyConversion, input: Compilation): CompiledFetch {
  const fetch = compileFetch(
    { draft: conversionDraft(draft, conversion), parts: [] },
    () => asOthersDo,
    input,
  );
  if (fetch.entities === undefined) return fetch;
  const { group } = fetch.entities;
  const accepted = input.types.keysOf(conversion.type, draft.subgraph);
  const entities: EntityRequest = {
    ...fetch.entities,
    // An object that lacks only a required field has its key.
    group: (objects) => group(objects.filter((object) => !hasKey(object, accepted))),
  };
  return { ...fetch, entities };
}

/** What the fields of a fetch require of their objects. */
function requirementsOf({ document, subgraph }: FetchDraft, types: TypeIndex): ReadonlySet<FieldSet> {
  const requirements = new Set<FieldSet>();
  eachEntityField(document, (field, type) => {
    const requirement = types.requirementOf(type, field.name.value, subgraph);
    if (requirement !== undefined) requirements.add(requirement);
  });
  return requirements;
}

/** A null in a key is a value like others if no conversion can return another key. */
function compileGroups(
  representationOf: WriteRepresentation,
  sole: SoleKey | undefined,
  { conversions, isConversion }: FetchDraft,
): Pick<EntityRequest, 'group' | 'groupLacking'> {
  const groupLacking = compileGrouping((object) => representationOf(object, 'values'), sole);
  if (!isConversion && conversions.length === 0) return { group: groupLacking, groupLacking };
  const known = conversions.map(({ key }) => key);
  const mayGetKey = (object: object): boolean =>
    isConversion || (isDataObject(object) && hasKey(object, known));
  return {
    group: compileGrouping(
      (object) => representationOf(object, mayGetKey(object) ? 'missing' : 'values'),
      sole,
    ),
    groupLacking,
  };
}

function placeOf(path: readonly string[]): string {
  return path.flatMap((step) => (step === '@' ? [] : `${step}.`)).join('');
}

function declaredVariables({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? (node.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
      : [],
  );
}
