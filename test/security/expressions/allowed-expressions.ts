/**
 * Expressions that take more than linear time, or of which nobody can say, by their text in the source; and why that is no
 * matter. One that is not in the source any more, or that was found to be linear, must go.
 */
export const allowedExpressions: Readonly<Record<string, string>> = {
  '/\\$\\{([^}]*)\\}/g': 'values of a settings file, which operators write',
  '/\\[[^\\]]*\\]/g': 'a pattern of a header rule: at most 200 characters',
  '/ at line \\d+.*$/': 'a message of the YAML parser about a settings file',
  '/\\/+$/': 'the path of a base URL in the schema of a connector',
  '/\\d+$/': 'a link of /proc, which the system writes',
  'new RegExp(text)':
    'a pattern of a header rule is compiled to see whether it can be; it is tried on nothing',
  'new RegExp(`^(?:${matching})$`)':
    'without groups and with at most two quantifiers, tried on names of at most 128 characters',
  "new RegExp(`^(\\\\d{1,9}(?:\\\\.\\\\d{1,3})?)(${names.join('|')})$`)":
    'numbers of at most 9 and 3 digits and a choice of unit names',
  "new RegExp(`[^${simpleRanges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('')}]`)":
    'one class of characters, without repetition',
  'new RegExp(`${BEGIN}|${END}`)': 'a choice of two constants of the file',
};
