/**
 * Commands for a Redis that may be away, late or wrong at any time. A call never rejects, and never exceeds the command
 * timeout.
 */
export interface RedisCommands {
  /**
   * Returns the reply, with strings as Buffers and nil as null. Undefined without a reply: not connected, timed out,
   * refused, or too many commands in flight.
   */
  call(command: string, ...args: readonly (string | Buffer | number)[]): Promise<unknown>;
}
