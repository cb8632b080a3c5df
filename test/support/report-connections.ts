/**
 * Preloaded with `--import` into a process under test: writes `connects to HOST:PORT` on standard error for every
 * outgoing connection, whatever library opens it, and `looks up NAME` for every name.
 */
import { Socket } from 'node:net';

const { connect } = Socket.prototype;

Object.defineProperty(Socket.prototype, 'connect', {
  value(this: Socket, ...args: unknown[]): unknown {
    this.on('connectionAttempt', (ip: string, port: number) => write(`connects to ${ip}:${port}`));
    this.on('lookup', (_error, _address, _family, name) => write(`looks up ${name}`));
    return Reflect.apply(connect, this, args);
  },
});

function write(line: string): void {
  process.stderr.write(`${line}\n`);
}
