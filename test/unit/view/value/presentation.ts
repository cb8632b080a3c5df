import type { Presentation } from '../../../../shared/core/presentation.ts';

export function presentationIn(locale: string, profile = 0): Presentation {
  return {
    profile,
    profileName: ['default', 'saveData'][profile] ?? '',
    locale,
    nowMs: Date.UTC(2026, 0, 2),
  };
}

export const english = presentationIn('en-US');
