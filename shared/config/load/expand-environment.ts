const reference = /\$\{([^}]*)\}/g;
const environmentName = /^env\.([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** Either the expanded value or the problem of the text. */
interface Expansion {
  readonly value?: string | number | boolean;
  readonly problem?: string;
}

/**
 * Replaces every `${env.NAME}` and `${env.NAME:-default}` in one scalar of a settings file. A scalar that consists of a
 * single reference becomes a number or a boolean if its value reads like one, as a plain YAML scalar would.
 */
export function expandEnvironment(text: string, environment: NodeJS.ProcessEnv): Expansion {
  let problem: string | undefined;
  let references = 0;
  const value = text.replace(reference, (whole, expression: string) => {
    references += 1;
    const [, name, fallback] = environmentName.exec(expression) ?? [];
    if (name === undefined) {
      problem ??= `found ${whole}; allowed is \${env.NAME} or \${env.NAME:-default}`;
      return '';
    }
    const found = environment[name];
    // As with `:-` in a shell, an empty variable counts as unset.
    if (found !== undefined && found !== '') return found;
    if (fallback === undefined)
      problem ??= `the environment variable ${name} is not set and ${whole} has no default`;
    return fallback ?? '';
  });
  if (problem !== undefined) return { problem };
  const isOneReference = references === 1 && /^\$\{[^}]*\}$/.test(text);
  return { value: isOneReference ? plainScalar(value) : value };
}

function plainScalar(text: string): string | number | boolean {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}
