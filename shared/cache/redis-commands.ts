/** Commands for a Redis that may be away, late or wrong at any time: nothing here rejects or waits longer than a command may. */
export interface RedisCommands {
  /**
   * The reply, its strings as Buffers and nil as null. Undefined when there is none: not connected, too late, refused, or
   * too much under way already.
   */
  call(command: string, ...args: readonly (string | Buffer | number)[]): Promise<unknown>;
}
