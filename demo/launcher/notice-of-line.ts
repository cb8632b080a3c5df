/** Log events that show a developer whether an edit took effect, with the fields that give the reason. */
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
 * The notice for a developer in a log line of a client-facing server, one element for each line of it; empty for
 * requests and the other lines that belong only in the log.
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
    // A program can write any text; it is shown with the rest if the program fails to start.
    return {};
  }
}
