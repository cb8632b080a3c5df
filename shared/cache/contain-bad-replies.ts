import { requireCommonJs } from '../core/runtime/require-commonjs.ts';

/**
 * Makes a reply that ioredis cannot place the end of its connection. ioredis 6.0.0 throws it from `process.nextTick`
 * (`DataHandler.dispatch`), where nothing can catch it: one nil that nobody asked for would end the process.
 */
export function containBadReplies(): void {
  const { default: DataHandler }: typeof import('ioredis/built/DataHandler.js') = requireCommonJs(
    'ioredis/built/DataHandler.js',
  );
  Object.defineProperty(DataHandler.prototype, 'dispatch', {
    configurable: true,
    value(this: object, handOn: () => void): void {
      try {
        handOn();
      } catch (error) {
        const fail: unknown = Reflect.get(this, 'returnFatalError');
        if (typeof fail !== 'function') throw error;
        Reflect.apply(fail, this, [error]);
      }
    },
  });
}
