import { type DocumentNode, Kind, print, stripIgnoredCharacters } from 'graphql';
import type { CompiledFetch, CompiledPlan, EntityRequest } from '../core/compiled-plan.ts';
import { isDataObject } from '../core/json/data-object.ts';
import type { PlannedOperation } from '../core/planner.ts';
import { broughtFields } from './brought-fields.ts';
import { compileContextArguments } from './compile-context-arguments.ts';
import { detourDraft } from './compile-detour.ts';
import { findSoleKey, type SoleKey } from './compile-flat-representation.ts';
import { compileGrouping, groupingOf } from './compile-grouping.ts';
import { compileRepresentation, type WriteRepresentation } from './compile-representation.ts';
import { compileRewrites, renamedKeys } from './compile-rewrites.ts';
import { hasKey } from './complete-key.ts';
import { coordinateOf } from './coordinate-of.ts';
import { eachEntityField } from './entity-fields.ts';
import { fetchConditions } from './fetch-conditions.ts';
import { identityOf, isFlat } from './fetch-identity.ts';
import { keysBrought } from './fetch-positions.ts';
import { type DraftFamily, findSharing, type Sharing } from './find-sharing.ts';
import type { FetchDraft } from './join-fetches.ts';
import type { KeyIndex } from './key-index.ts';
import { offerOtherKeys } from './other-keys.ts';
import type { Detour } from './parsed-fetch.ts';
import { buildPlanFields } from './plan-fields.ts';
import { type FixedField, withFixedArguments } from './required-fields.ts';
import { splitByRequirement } from './split-by-requirement.ts';
import type { TypeIndex } from './type-index.ts';

export interface CompilePlanInput {
  readonly drafts: readonly FetchDraft[];
  readonly unresolvable: readonly (readonly string[])[];
  readonly types: TypeIndex;
  readonly keyIndex: KeyIndex;
  readonly fixedFields: ReadonlyMap<string, FixedField>;
}

interface Compilation extends CompilePlanInput {
  /** The places of the fetches with arguments from enclosing objects. */
  readonly contextPlaces: readonly string[];
}

/** Compiles the planner's tree into fetches that know what they wait for. `unplanned`: see `checkPlan`. */
export function compilePlan(input: CompilePlanInput): Pick<PlannedOperation, 'plan' | 'unplanned'> {
  const unplanned = input.unresolvable;
  const checked = offerOtherKeys(input.drafts, input.types, input.keyIndex) as FetchDraft[];
  const families = checked.map((draft) => familyOf(draft, input.types));
  const contextual = checked.filter(({ node }) => (node.contextRewrites ?? []).length > 0);
  const sharing = findSharing(families, input.types);
  // What one object of an entity has may not be true of another where contexts differ.
  const sharingOf: typeof sharing =
    contextual.length === 0 ? sharing : (draft) => ({ ...sharing(draft), reuses: false, remembers: false });
  const compilation = { ...input, contextPlaces: contextual.map(({ path }) => placeOf(path)) };
  const awaitedBy = checked.map((): number[] => []);
  for (const [index, { after }] of checked.entries())
    for (const earlier of after) awaitedBy[earlier]?.push(index);
  const compiled = families.map((family, index) => ({
    ...compileFetch(family, sharingOf, compilation),
    awaitedBy: awaitedBy[index] ?? [],
  }));
  const plan: CompiledPlan = {
    fetches: compiled,
    mayUnify: contextual.length === 0,
    sharesObjects: compiled.some(sharesObjects),
    isObjectType: (name) => typeof name === 'string' && input.types.isObjectType(name),
    fields: buildPlanFields(compiled, input.types),
  };
  return { plan, unplanned };
}

/** `recurs` with more than leaves, in a fetch or in one that stands in for it. */
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
  const { node, document, path, conditions, after } = draft;
  const { types, fixedFields } = input;
  const { serviceName: subgraph, requires, contextRewrites = [] } = node;
  const contextual = new Set(contextRewrites.map(({ renameKeyTo }) => renameKeyTo));
  const wire = withFixedArguments(document, fixedFields);
  const { inputRewrites = [] } = node;
  const rewrite = inputRewrites.length > 0 ? compileRewrites(inputRewrites, types) : undefined;
  const query = stripIgnoredCharacters(print(wire));
  const { operationName } = node;
  const representation = { requires: requires ?? [], subgraph, fixedFields, types };
  const requirements = requirementsOf(draft, types);
  const renamed = renamedKeys(node.outputRewrites);
  const place = placeOf(path);
  return {
    subgraph,
    query,
    operationName,
    coordinate: coordinateOf(wire),
    document: wire,
    bodyStart: `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":`,
    isMutation: node.operationKind === 'mutation',
    variables: declaredVariables(wire).filter((name) => name !== 'representations' && !contextual.has(name)),
    path,
    place,
    entities: requires && {
      ...compileGroups(
        compileRepresentation({ ...representation, requirements, rewrite }),
        rewrite === undefined ? findSoleKey(representation) : undefined,
        draft,
      ),
      grouping: groupingOf({ ...representation, path, requirements, inputRewrites }),
      identity: identityOf(subgraph, wire),
      ...sharingOf(draft),
      detours: (draft.detours ?? []).map((detour) => compileDetour(draft, detour, input)),
      otherwise: parts.map((part) => compileFetch(part, sharingOf, input)),
    },
    contextArguments: compileContextArguments(contextRewrites, types),
    keepsApart: input.contextPlaces.some((other) => other !== place && other.startsWith(place)),
    brings: keysBrought(document, requires !== undefined),
    fields: () => broughtFields(wire, requires !== undefined, renamed),
    after,
    awaitedBy: [],
    conditions: fetchConditions(wire, requires !== undefined, conditions, types.isObjectType),
    renamed,
    // The planner lists an outer key before those below it, whose paths have the outer key as it was received.
    rewrite: compileRewrites(node.outputRewrites?.toReversed(), types),
  };
}

// Another fetch may take the same one.
const asOthersDo: Sharing = { recurs: true, reuses: false, remembers: false };

function compileDetour(draft: FetchDraft, detour: Detour, input: Compilation): CompiledFetch {
  const fetch = compileFetch({ draft: detourDraft(draft, detour), parts: [] }, () => asOthersDo, input);
  if (fetch.entities === undefined) return fetch;
  const { group } = fetch.entities;
  const accepted = input.types.keysOf(detour.type, draft.node.serviceName);
  const entities: EntityRequest = {
    ...fetch.entities,
    // An object that only lacks what a field requires has its key.
    group: (objects) => group(objects.filter((object) => !hasKey(object, accepted))),
  };
  return { ...fetch, entities };
}

/** What the fields of a fetch require of their objects. */
function requirementsOf({ document, node }: FetchDraft, types: TypeIndex): readonly string[] {
  const requirements = new Set<string>();
  eachEntityField(document, (field, type) => {
    const requirement = types.requirementOf(type, field.name.value, node.serviceName);
    if (requirement !== undefined) requirements.add(requirement);
  });
  return [...requirements].sort();
}

/** A null in a key is a value like others where no detour can bring another key. */
function compileGroups(
  representationOf: WriteRepresentation,
  sole: SoleKey | undefined,
  { detours = [], isDetour = false }: FetchDraft,
): Pick<EntityRequest, 'group' | 'groupLacking'> {
  const groupLacking = compileGrouping((object) => representationOf(object, 'values'), sole);
  if (!isDetour && detours.length === 0) return { group: groupLacking, groupLacking };
  const known = detours.map(({ key }) => key);
  const mayGetKey = (object: object): boolean => isDetour || (isDataObject(object) && hasKey(object, known));
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
