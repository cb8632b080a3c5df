import type { Presentation } from '../../../shared/core/presentation.ts';
import { ComputeFailure } from '../../../shared/view/compute/compute-failure.ts';
import type { CallCompute, ComputeFunctions } from '../../../shared/view/compute/load-compute.ts';
import type { ViewOptions } from '../../../shared/view/view-options.ts';
import { canonical } from '../differential/canonical.ts';
import { hashOf } from '../differential/random.ts';

const slot = { width: 300, height: 200, format: 'webp', quality: 80 };

export const viewOptions: ViewOptions = {
  profiles: [
    { name: 'default', caps: 1, imageQuality: undefined, slots: {} },
    { name: 'watch', caps: 0.5, imageQuality: 40, slots: { CARD: { ...slot, width: 2, height: 2 } } },
    { name: 'wall', caps: 2, imageQuality: undefined, slots: { CARD: { ...slot, width: 4, format: 'png' } } },
  ],
  images: {
    slots: { CARD: { ...slot, width: 3 } },
    template: '{url}?w={width}&h={height}&f={format}&q={quality}',
    signing: undefined,
  },
};

const locales = ['de-CH', 'en-US'];

/** All presentations that a request can have. */
export const presentations: readonly Presentation[] = viewOptions.profiles.flatMap(({ name }, profile) =>
  locales.map((locale) => ({ profile, profileName: name, locale, nowMs: 1_764_000_000_000 })),
);

const functions: Readonly<Record<string, CallCompute>> = {
  text: (object, args, { locale }) => `${locale} ${canonical(object)} ${canonical(args)}`,
  count: (object, args) => canonical([object, args]).length,
  maybe(object, args) {
    const draw = hashOf(canonical([object, args])) % 4;
    if (draw === 0) return new ComputeFailure('maybe', 'it happens');
    return draw === 1 ? null : `maybe ${draw}`;
  },
  list: (object) => [canonical(object), null, 'end'],
  size: (_object, args) => 1 + (hashOf(canonical(args)) % 3),
};

/** Functions of a client that do not need a context of their own. */
export const computeFunctions: ComputeFunctions = {
  names: Object.keys(functions).sort(),
  find: (name) => (Object.hasOwn(functions, name) ? functions[name] : undefined),
  files: [],
};
