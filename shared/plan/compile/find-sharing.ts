import type { DocumentNode } from 'graphql';
import type { FetchDraft } from '../fetches/fetch-draft.ts';
import type { TypeIndex } from '../model/type-index.ts';
import { eachEntityField } from './document/entity-fields.ts';
import { identityOf, isFlat } from './document/fetch-identity.ts';
import { everyField } from './document/operation-in.ts';
import { returnedKeys } from './document/returned-keys.ts';

/** A draft, with the drafts that replace it for objects that lack some of the data it requires. */
export interface DraftFamily {
  readonly draft: FetchDraft;
  readonly parts: readonly DraftFamily[];
}

/** What a fetch of entities may share with other fetches of its plan. A run skips the work for the rest. */
export interface Sharing {
  /** Another fetch has the same operation: responses are kept for it. */
  readonly recurs: boolean;
  /** Others return all of its fields, so that another object of the same entity may already have them. */
  readonly reuses: boolean;
  /** Its objects may have the fields of a fetch that `reuses`. */
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
  const occurrences = new Map<string, number>();
  for (const identity of identities.values()) occurrences.set(identity, (occurrences.get(identity) ?? 0) + 1);
  const familiesWith = new Map<string, Set<number>>();
  for (const { number, keys } of members)
    for (const key of keys) familiesWith.set(key, (familiesWith.get(key) ?? new Set()).add(number));
  const reusing = new Set(
    members.filter(({ draft, number }) => mayReuse(draft, number)).map(({ draft }) => draft),
  );
  const reusedTypes = new Set([...reusing].flatMap(typesOf));

  return (draft) => ({
    recurs: (occurrences.get(identities.get(draft) ?? '') ?? 0) > 1,
    reuses: reusing.has(draft),
    remembers: typesOf(draft).some((type) => reusedTypes.has(type)),
  });

  // Leaves only. A selected type name may differ from the known one.
  function mayReuse({ document, requires }: FetchDraft, family: number): boolean {
    if (requires === undefined || !isFlat(document) || selectsType(document, types)) return false;
    const keys = returnedKeys(document, true);
    const othersReturn = (key: string): boolean => {
      const families = familiesWith.get(key) ?? new Set();
      return families.size > (families.has(family) ? 1 : 0);
    };
    return keys.length > 0 && keys.every(othersReturn);
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

/** Whether a fetch selects the type of objects that were found by an interface. */
function selectsType(document: DocumentNode, types: TypeIndex): boolean {
  let found = false;
  eachEntityField(document, (field, type) => {
    found ||= field.name.value === '__typename' && !types.isObjectType(type);
  });
  return found;
}
