import { compileMapping } from '../../shared/connect/compiled-mapping.ts';
import { locate, MappingError } from '../../shared/connect/mapping/mapping-error.ts';

/** The result of a mapping for data, as JSON would write it; undefined for no value. */
export function evaluateMapping(
  text: string,
  data: unknown,
  variables: Record<string, unknown> = {},
): unknown {
  const value = compileMapping(text).evaluate(data, variables);
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** The error message of an invalid mapping. */
export function refusalOf(text: string): string {
  try {
    compileMapping(text);
  } catch (error) {
    if (error instanceof MappingError) return locate(error, text);
    throw error;
  }
  throw new Error(`${text} is not refused`);
}
