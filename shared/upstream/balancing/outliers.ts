import { upstreamEvent } from '../../core/channels.ts';
import type { CallOutcome } from '../resilience/circuit.ts';
import type { EjectionOptions } from '../upstream-options.ts';
import type { Member } from './pool-member.ts';

export interface OutliersOptions extends EjectionOptions {
  /** The upstream's name. */
  readonly name: string;
  /** Returns all current endpoints. */
  members(): readonly Member[];
  /** Called when a member was ejected or has returned. */
  onChange(): void;
  /** A monotonic clock. */
  nowMs?(): number;
}

export interface Outliers {
  /** Records the outcome of a call that a member received. */
  record(member: Member, outcome: CallOutcome): void;
  /** Cancels the return of a removed member. */
  forget(member: Member): void;
}

/**
 * Ejects an endpoint that fails while others do not: outlier detection by consecutive failures, as in Envoy. The n-th
 * ejection lasts n × `ejectForMs`; each `ejectForMs` without an ejection reduces n by one. An endpoint that returns
 * receives one call at a time until a response is good, and is ejected again at the first failure.
 */
export function createOutliers(options: OutliersOptions): Outliers {
  const { name, consecutiveFailures, ejectForMs, maxEjectForMs, maxEjected } = options;
  const { nowMs = () => performance.now() } = options;

  function mayEject(member: Member): boolean {
    const members = options.members();
    if (members.length < 2 || !members.includes(member)) return false;
    const ejected = members.reduce((count, { isEjected }) => count + (isEjected ? 1 : 0), 0);
    return ejected < Math.max(1, Math.floor(members.length * maxEjected));
  }

  function eject(member: Member): void {
    const forgiven = Math.floor((nowMs() - member.returnsAtMs) / ejectForMs);
    member.ejections = Math.max(0, member.ejections - forgiven) + 1;
    const forMs = Math.min(member.ejections * ejectForMs, maxEjectForMs);
    member.returnsAtMs = nowMs() + forMs;
    member.returnTimer = setTimeout(takeBack, forMs, member).unref();
    member.isEjected = true;
    options.onChange();
    upstreamEvent.publish({ upstream: name, event: 'endpoint ejected', endpoint: member.shownUrl, forMs });
  }

  function takeBack(member: Member): void {
    member.isOnProbation = true;
    member.isEjected = false;
    options.onChange();
    upstreamEvent.publish({ upstream: name, event: 'endpoint returned', endpoint: member.shownUrl });
  }

  return {
    record(member, outcome) {
      if (outcome === 'nothing') return;
      if (outcome === 'good') {
        member.consecutiveFailures = 0;
        member.isOnProbation = false;
        return;
      }
      member.consecutiveFailures += 1;
      const allowed = member.isOnProbation ? 1 : consecutiveFailures;
      if (consecutiveFailures === 0 || member.consecutiveFailures < allowed) return;
      // Calls that were in flight at the ejection, or that had no other endpoint, are recorded here too.
      if (!member.isEjected && mayEject(member)) eject(member);
    },
    forget(member) {
      clearTimeout(member.returnTimer);
    },
  };
}
