import type { AttackTarget } from './attack-target.ts';

/** An attack by a client or an upstream on the process while other clients send requests. */
export interface Attack {
  /** With its size, e.g. `260 bodies of one byte a second`. */
  readonly name: string;
  /** Preparation before anything is measured. */
  prepare?(target: AttackTarget): Promise<unknown>;
  /** Resolves when the attack is over, with a short description of what the attacker received. */
  run(target: AttackTarget): Promise<string>;
}
