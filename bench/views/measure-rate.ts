import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWrk } from '../load/parse-wrk.ts';
import { runProgram } from '../load/run-program.ts';
import { connections } from '../measure/measure-throughput.ts';
import { untilIdle } from '../processes/until-idle.ts';
import type { Contender, ContenderRequest } from './contender.ts';
import type { ViewRun } from './view-run.ts';

/** Requests a second, by `wrk` with one thread: meaningful only on an idle machine. */
export async function measureRate(
  { peer, requests }: Contender,
  { directory, signal, extent: { rateSeconds } }: ViewRun,
): Promise<number> {
  const script = join(directory, 'wrk-views.lua');
  writeFileSync(script, scriptOf(requests));
  const load = ['-t1', `-c${connections}`, `-d${rateSeconds}s`, '--timeout', '10s', '--latency'];
  const { origin } = new URL(peer.url);
  const result = parseWrk(await runProgram('wrk', [...load, '-s', script, origin], signal));
  await untilIdle(peer, signal);
  return result.requestsPerSecond;
}

function scriptOf(requests: readonly ContenderRequest[]): string {
  const all = requests.map(({ method, path, headers, body }) => {
    const fields = Object.entries(headers).map(([name, value]) => `[ ${quoted(name)} ] = ${quoted(value)}`);
    const text = body === undefined ? 'nil' : quoted(body);
    return `function() return wrk.format(${quoted(method)}, ${quoted(path)}, { ${fields.join(', ')} }, ${text}) end`;
  });
  // Created once the address is known, not for every request.
  return `local makers = { ${all.join(',\n')} }
local texts = {}
local at = 0
function init()
  for index, make in ipairs(makers) do texts[index] = make() end
end
function request()
  at = at % #texts + 1
  return texts[at]
end
`;
}

/** A long bracket of Lua takes every character literally, except for a line break at the start. */
function quoted(text: string): string {
  return `[====[${text}]====]`;
}
