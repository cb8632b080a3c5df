/** A word or a pattern that the prose of this repository does not use. */
export interface HouseWord {
  /** Matched in comments and documents, without code between backquotes. */
  readonly pattern: RegExp;
  /** What to write. */
  readonly write: string;
}

/** The field has a word for each of these. A reader should not have to learn a second one. */
export const houseWords: readonly HouseWord[] = [
  { pattern: /\banswer(?:s|ed|ing)?\b/gi, write: 'response, result; to respond, to serve' },
  { pattern: /\bask(?:s|ed|ing)?\b/gi, write: 'request, select, call' },
  { pattern: /\b(?:un)?wanted\b|\bwants\b/gi, write: 'selected, requested, needed' },
  { pattern: /\b(?:is|are|was|were|be|been) told\b|\btells?\b/gi, write: 'report, log, return, show' },
  { pattern: /\b(?:brings|brought)\b/gi, write: 'return, resolve, select' },
  {
    pattern: /\b(?:stands?|stood) (?:for|in|at|behind|beside|before|where)\b/gi,
    write: 'is, represents, replaces',
  },
  {
    pattern: /\b(?:no|some|any)body\b|\bwho(?:m|so)?ever\b/gi,
    write: 'the actor: client, caller, operator, subgraph',
  },
  { pattern: /\b(?:of|for|to|by) whom\b/gi, write: 'a sentence of its own' },
  {
    pattern: /\bwhat is (?:there|missing|declared|known|asked|wanted|needed)\b/gi,
    write: 'a noun: the available data',
  },
  { pattern: /\bthe way of\b|\bin the way\b|\bways? in\b/gi, write: 'path, route, lifecycle, entry point' },
  { pattern: /\bleft alone\b|\bleaves? alone\b|\blets? (?:pass|go of)\b/gi, write: 'skip, allow, release' },
  {
    pattern: /\bgiv(?:es?|ing) back\b|\bgave back\b|\blend(?:s|ing)?\b|\blent\b/gi,
    write: 'release; acquire',
  },
  { pattern: /\breckon(?:s|ed|ing)?\b|\bbears\b/gi, write: 'compute, estimate; handle' },
  { pattern: /\bmisfits?\b|\bdetours?\b|\bstranded\b/gi, write: 'problem; key conversion; unplannable' },
  { pattern: /\bfor the sake of\b|\bat hand\b|\bas (?:it|they) comes?\b/gi, write: 'for; unmodified' },
  { pattern: /\bfront door\b|\bdoors?\b/gi, write: 'entry point' },
];

/** A sentence that begins with a relative clause or a bare preposition, where a noun belongs. */
export const decodedSentence = /(?:^|[.:;] )(?:What|Whatever|Who|Whose|Of|By|That which)\s+[a-z]/;
