import type { AttackTarget } from './attack-target.ts';

/** Something that a client or an upstream does to the process while other clients send requests. */
export interface Attack {
  /** With its size, e.g. `260 bodies of one byte a second`. */
  readonly name: string;
  /** Done before anything is measured. */
  prepare?(target: AttackTarget): Promise<unknown>;
  /** Resolves when the attack is over, with what the attacker received, in a few words. */
  run(target: AttackTarget): Promise<string>;
}
