import { requireCommonJs } from '../core/runtime/require-commonjs.ts';

/**
 * Makes ioredis close its connection when it receives a reply without a command. ioredis 6.0.0 throws from
 * `process.nextTick` (`DataHandler.dispatch`), where nothing can catch the error: an unsolicited nil reply would crash
 * the process.
 */
export function containBadReplies(): void {
  const { default: DataHandler }: typeof import('ioredis/built/DataHandler.js') = requireCommonJs(
    'ioredis/built/DataHandler.js',
  );
  Object.defineProperty(DataHandler.prototype, 'dispatch', {
    configurable: true,
    value(this: object, dispatch: () => void): void {
      try {
        dispatch();
      } catch (error) {
        const fail: unknown = Reflect.get(this, 'returnFatalError');
        if (typeof fail !== 'function') throw error;
        Reflect.apply(fail, this, [error]);
      }
    },
  });
}
