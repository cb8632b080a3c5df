import type { ServiceName } from '../harbour.ts';
import { countStatuses, durationQuantile, type ResponseRecord } from '../load/response-record.ts';
import type { ClientName, ShownScreen } from './shown-screens.ts';

/** A response with the screen that it was for. */
export interface ScreenResponse {
  readonly screen: ShownScreen;
  /** When it was sent, in ms since the epoch. */
  readonly sentAtMs: number;
  readonly record: ResponseRecord;
}

/** A period of the demonstration in which the same services are down. */
export interface Phase {
  readonly name: string;
  readonly dead: readonly ServiceName[];
  readonly startMs: number;
  readonly endMs: number;
  readonly responses: readonly ScreenResponse[];
}

export const PHASE_HEAD = [
  'PHASE',
  'CLIENT',
  'REQUESTS',
  '200',
  '5XX',
  'OTHER',
  'DEGRADED',
  'P50 MS',
  'P99 MS',
];

/** The outcome of a phase for a client, as a row of the table. */
export function phaseRow({ name, responses }: Phase, client: ClientName): string[] {
  const records = responses.filter(({ screen }) => screen.client === client).map(({ record }) => record);
  const { 200: ok = 0, ...others } = countStatuses(records);
  const failed = Object.entries(others).reduce(
    (sum, [status, count]) => sum + (status.startsWith('5') ? count : 0),
    0,
  );
  return [
    name,
    client,
    String(records.length),
    String(ok),
    String(failed),
    String(records.length - ok - failed),
    degradedShares(records),
    durationQuantile(records, 0.5).toFixed(0),
    durationQuantile(records, 0.99).toFixed(0),
  ];
}

/** `recommendations 50 %, pricing 100 %`: the share of the responses that report each as degraded. */
function degradedShares(records: readonly ResponseRecord[]): string {
  const names = new Set(records.flatMap(({ degraded }) => degraded));
  const share = (name: string): string => {
    const count = records.filter(({ degraded }) => degraded.includes(name)).length;
    return `${name} ${((count / records.length) * 100).toFixed(0)} %`;
  };
  return names.size === 0 ? '-' : [...names].map(share).join(', ');
}
