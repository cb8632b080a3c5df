/** FNV-1a of the UTF-16 code units, 32 bits. Longer texts are hashed by their first 1024 units only. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  const length = Math.min(text.length, 1024);
  for (let index = 0; index < length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Combines two hashes: every bit depends on every bit of both (the finalizer of MurmurHash3). */
export function mixHashes(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ second;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
