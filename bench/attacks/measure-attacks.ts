import type { AttackRun } from './attack-target.ts';
import { hostileHeaders } from './hostile-headers.ts';
import { hostileResponses } from './hostile-responses.ts';
import { largeOperations } from './large-operations.ts';
import { type AttackFigure, measureAttack } from './measure-attack.ts';
import { slowClients } from './slow-clients.ts';

/** Every attack, each on a new process. */
export async function measureAttacks(run: AttackRun, say: (line: string) => void): Promise<AttackFigure[]> {
  const figures: AttackFigure[] = [];
  for (const attack of [...slowClients, ...largeOperations, ...hostileResponses, ...hostileHeaders]) {
    const figure = await measureAttack(run, attack);
    say(`attacks: ${figure.attack}: ${figure.isMet ? 'met' : 'MISSED'}`);
    figures.push(figure);
  }
  return figures;
}
