import type { DocumentNode } from 'graphql';
import type { FetchDraft } from '../fetches/fetch-draft.ts';
import type { TypeIndex } from '../model/type-index.ts';
import { eachEntityField } from './document/entity-fields.ts';
import { identityOf, isFlat } from './document/fetch-identity.ts';
import { keysBrought } from './document/fetch-positions.ts';
import { everyField } from './document/operation-in.ts';

/** A draft with the drafts that stand in for it where objects lack some of what it needs. */
export interface DraftFamily {
  readonly draft: FetchDraft;
  readonly parts: readonly DraftFamily[];
}

/** What a fetch about entities may have in common with others of its plan; a run does without the rest. */
export interface Sharing {
  /** Another fetch asks the same: answers are kept for it. */
  readonly recurs: boolean;
  /** Others bring all that it does, so that an object that is the same entity may have it already. */
  readonly reuses: boolean;
  /** Its objects may have what a fetch that `reuses` would bring. */
  readonly remembers: boolean;
}

export function findSharing(
  families: readonly DraftFamily[],
  types: TypeIndex,
): (draft: FetchDraft) => Sharing {
  const members = families.flatMap((family, number) =>
    flatten(family).map((draft) => ({ draft, number, keys: allKeys(draft) })),
  );
  const identities = new Map(members.map(({ draft }) => [draft, identityOf(draft.subgraph, draft.document)]));
  const askers = new Map<string, number>();
  for (const identity of identities.values()) askers.set(identity, (askers.get(identity) ?? 0) + 1);
  const familiesWith = new Map<string, Set<number>>();
  for (const { number, keys } of members)
    for (const key of keys) familiesWith.set(key, (familiesWith.get(key) ?? new Set()).add(number));
  const reusing = new Set(
    members.filter(({ draft, number }) => mayReuse(draft, number)).map(({ draft }) => draft),
  );
  const reusedTypes = new Set([...reusing].flatMap(typesOf));

  return (draft) => ({
    recurs: (askers.get(identities.get(draft) ?? '') ?? 0) > 1,
    reuses: reusing.has(draft),
    remembers: typesOf(draft).some((type) => reusedTypes.has(type)),
  });

  // A type that is asked for may be another than the one that is known: leaves only.
  function mayReuse({ document, requires }: FetchDraft, family: number): boolean {
    if (requires === undefined || !isFlat(document) || asksForType(document, types)) return false;
    const brings = keysBrought(document, true);
    const othersBring = (key: string): boolean => {
      const families = familiesWith.get(key) ?? new Set();
      return families.size > (families.has(family) ? 1 : 0);
    };
    return brings.length > 0 && brings.every(othersBring);
  }
}

function flatten({ draft, parts }: DraftFamily): FetchDraft[] {
  return [draft, ...parts.flatMap(flatten)];
}

/** The response keys at any depth. */
function allKeys({ document }: FetchDraft): Set<string> {
  const keys = new Set<string>();
  everyField(document, ({ alias, name }) => void keys.add(alias?.value ?? name.value));
  return keys;
}

function typesOf({ requires = [] }: FetchDraft): string[] {
  return requires.map((selection) =>
    selection.kind === 'InlineFragment' ? (selection.typeCondition ?? '') : '',
  );
}

/** Whether a fetch is to tell which type of an interface an object has. */
function asksForType(document: DocumentNode, types: TypeIndex): boolean {
  let found = false;
  eachEntityField(document, (field, type) => {
    found ||= field.name.value === '__typename' && !types.isObjectType(type);
  });
  return found;
}
