const parameter = /^q\s*=\s*/;
const weight = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/**
 * Returns the weight of an item of a header such as `Accept` by its parameters, trimmed and in lower case (RFC 9110, section
 * 12.4.2): 0 to 1, by default 1. An invalid weight counts as 0.
 */
export function weightOf(parameters: readonly string[]): number {
  const text = parameters.find((one) => parameter.test(one))?.replace(parameter, '');
  if (text === undefined) return 1;
  return weight.test(text) ? Number(text) : 0;
}
