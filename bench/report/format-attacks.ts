import type { AttackFigure } from '../attacks/measure-attack.ts';
import { formatTable } from './format-table.ts';

const mebibyte = 1024 * 1024;

export function formatAttacks(figures: readonly AttackFigure[]): string {
  const head = [
    'attack',
    'p99 before',
    'p99',
    'failed',
    'stall ms',
    'MB after',
    'MB peak',
    'attacker received',
    '',
  ];
  const rows = figures.map((figure) => [
    figure.attack,
    figure.baselineP99Ms.toFixed(0),
    figure.p99Ms.toFixed(0),
    String(figure.failures),
    figure.stall.processorMs.toFixed(0),
    (figure.growthBytes / mebibyte).toFixed(0),
    (figure.peakGrowthBytes / mebibyte).toFixed(0),
    figure.outcome,
    figure.isMet ? 'met' : figure.isAlive ? 'MISSED' : 'DEAD',
  ]);
  return `\n## attacks\n${formatTable([head, ...rows])}`;
}
