/**
 * The launcher with the client-facing servers of the directory in STAND_INS: `launcher-main.js [--separate]
 * [--port-offset N]`.
 */
import { run } from '../../demo/launcher/run.ts';

const directory = process.env['STAND_INS'] ?? '';

await run((name) => new URL(`${name}.mjs`, directory), {
  noticeEveryMs: Number(process.env['NOTICE_EVERY_MS'] ?? 15_000),
});
