import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { randomFor } from '../data/random.ts';
import { problem, type ServiceResponse } from './call.ts';
import type { Fault } from './fault.ts';
import { send } from './send.ts';

/** Applies one fault to the responses of one service, except for `down`, which has no responses. */
export type FaultPlayer = (
  response: ServerResponse,
  createResponse: () => Promise<ServiceResponse>,
  closing: AbortSignal,
) => Promise<void>;

/** The jitter and the errors follow fixed sequences that start with the fault. */
export function buildFaultPlayer(fault: Fault): FaultPlayer {
  const { latencyMs = 0, jitterMs = 0, errorRate = 0, mode } = fault;
  const random = randomFor(0, 'jitter');
  let errorsDue = 0;

  return async (response, createResponse, closing) => {
    const waitMs = latencyMs + jitterMs * random.unit();
    errorsDue += errorRate;
    const isError = errorsDue >= 1;
    if (isError) errorsDue -= 1;
    if (waitMs > 0) await delay(waitMs, undefined, { signal: closing });
    if (isError) return send(response, problem(503, 'this service has a fault that makes it fail'));
    switch (mode) {
      case 'hang':
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'hang-body':
        return sendHalf(response, await createResponse());
      case 'invalid-json':
        return send(response, broken(await createResponse()));
      default:
        return send(response, await createResponse());
    }
  };
}

/** The announced length never arrives. */
function sendHalf(response: ServerResponse, whole: ServiceResponse): void {
  const bytes = Buffer.from(whole.body);
  response.writeHead(whole.status, { ...whole.headers, 'content-length': bytes.length });
  response.write(firstHalf(bytes));
}

function broken(whole: ServiceResponse): ServiceResponse {
  return { ...whole, status: 200, body: firstHalf(Buffer.from(whole.body)) };
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}
