/**
 * Expressions with more than linear time, or undecided ones, by their text in the source, with the reason why each is
 * harmless. An expression that is no longer in the source, or that was found to be linear, must be removed.
 */
export const allowedExpressions: Readonly<Record<string, string>> = {
  '/\\$\\{([^}]*)\\}/g': 'values of a settings file, which operators write',
  '/\\[[^\\]]*\\]/g': 'a pattern of a header rule: at most 200 characters',
  '/ at line \\d+.*$/': 'a message of the YAML parser about a settings file',
  '/\\/+$/': 'the path of a base URL in the schema of a connector',
  'new RegExp(text)': 'a header rule pattern is compiled to validate it; it is matched against nothing',
  'new RegExp(`^(?:${matching})$`)':
    'without groups and with at most two quantifiers, tried on names of at most 128 characters',
  "new RegExp(`^(\\\\d{1,9}(?:\\\\.\\\\d{1,3})?)(${names.join('|')})$`)":
    'numbers of at most 9 and 3 digits and a choice of unit names',
  "new RegExp(`[^${simpleRanges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('')}]`)":
    'one class of characters, without repetition',
  'new RegExp(`${BEGIN}|${END}`)': 'a choice of two constants of the file',
};
