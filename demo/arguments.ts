import { parseArgs } from 'node:util';
import { EstateError } from './estate-error.ts';
import { CONTROL_PORT } from './harbour.ts';

export interface StartArguments {
  readonly separate: boolean;
  readonly portOffset: number;
}

const MAX_PORT_OFFSET = 65_535 - CONTROL_PORT;

/** Parses `[--separate] [--port-offset N]`. Throws `EstateError` for any other argument. */
export function parseStartArguments(args: readonly string[]): StartArguments {
  const { separate, 'port-offset': offset } = parse(args);
  const portOffset = Number(offset);
  if (!/^\d{1,5}$/.test(offset) || portOffset > MAX_PORT_OFFSET) {
    throw new EstateError(
      `--port-offset must be a whole number from 0 to ${MAX_PORT_OFFSET}; found "${offset}"`,
    );
  }
  return { separate, portOffset };
}

function parse(args: readonly string[]): { separate: boolean; 'port-offset': string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        separate: { type: 'boolean', default: false },
        'port-offset': { type: 'string', default: '0' },
      },
    });
    return values;
  } catch (error) {
    // parseArgs names the unknown argument, and throws nothing but TypeErrors.
    throw new EstateError(error instanceof Error ? error.message : String(error));
  }
}
