import { check, type Diagnostics } from 'recheck';
import type { FoundExpression } from './collect-expressions.ts';

export interface Judgement {
  readonly isSafe: boolean;
  /** The reason why not. */
  readonly reason: string;
}

const automatonMs = 60_000;

/**
 * Whether an expression takes linear time, by the automaton of recheck; if that does not end within a minute, by its
 * search for attacks, which has a fixed seed and number of rounds. Uses the JavaScript backend: the others need Java or
 * a binary.
 */
export async function judgeExpression({ pattern, flags }: FoundExpression): Promise<Judgement> {
  process.env['RECHECK_BACKEND'] = 'pure';
  const first = await check(pattern, flags, { timeout: automatonMs, randomSeed: 1 });
  return first.status === 'unknown' && first.error.kind === 'timeout'
    ? judgementOf(await check(pattern, flags, { checker: 'fuzz', timeout: null, randomSeed: 1 }))
    : judgementOf(first);
}

function judgementOf(found: Diagnostics): Judgement {
  if (found.status === 'safe') return { isSafe: true, reason: '' };
  if (found.status === 'unknown') return { isSafe: false, reason: `nobody knows: ${found.error.kind}` };
  return { isSafe: false, reason: `${found.complexity.summary}, e.g. with ${found.attack.pattern}` };
}
