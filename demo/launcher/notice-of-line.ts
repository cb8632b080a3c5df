/** Events of the log that tell a developer whether an edit took effect, with the fields that say why. */
const shownEvents: Readonly<Record<string, readonly string[]>> = {
  reloaded: ['changed'],
  'reload refused': ['reason'],
  'nothing changed': [],
  'restart needed': ['settings'],
  'start warning': ['reason'],
  'internal error': ['err'],
  'worker ended': ['reason'],
  fatal: ['err'],
};

/**
 * What a developer must read of a line that a client-facing server logged, one element for each line of it; empty for
 * requests and the other lines that are for a log only.
 */
export function noticeOfLine(line: string): string[] {
  // Nearly all lines are requests, and are not parsed.
  if (!Object.keys(shownEvents).some((event) => line.includes(`"msg":"${event}"`))) return [];
  const entry = parse(line);
  const event = String(entry['msg'] ?? '');
  const fields = shownEvents[event];
  if (fields === undefined) return [];
  const details = fields.flatMap((field) => textOf(entry[field]));
  const [first, ...others] = details;
  if (first === undefined) return [event];
  return others.length === 0 ? [`${event}: ${first}`] : [`${event}:`, ...details.map((text) => `  ${text}`)];
}

function textOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textOf);
  if (typeof value === 'object' && value !== null && 'stack' in value) return String(value.stack).split('\n');
  return value === undefined ? [] : String(value).split('\n');
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // A program may write anything; it is shown with the rest when the program fails to start.
    return {};
  }
}
