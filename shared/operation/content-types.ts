/** What Apollo Server chose for an `Accept` header; it would parse the few that there are for every request. */
export interface ContentTypes {
  get(accept: string | undefined): string | undefined;
  remember(accept: string | undefined, contentType: string | undefined): void;
}

// Clients of one kind send one; whoever sends others by the thousand is not helped.
const maxEntries = 50;
const maxLength = 256;

export function createContentTypes(): ContentTypes {
  const chosen = new Map<string, string>();
  return {
    get: (accept = '') => chosen.get(accept),
    remember(accept = '', contentType) {
      if (contentType === undefined || chosen.size === maxEntries || accept.length > maxLength) return;
      chosen.set(accept, contentType);
    },
  };
}
