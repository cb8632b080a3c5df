import { fixedRequestHeaders } from '../../core/http/fixed-headers.ts';
import { checkImageTemplate } from '../../core/image-template.ts';
import { nearest } from '../../core/runtime/nearest.ts';
import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

type View = Settings['view'];
type Path = readonly PropertyKey[];

const maxProfiles = 5;
const maxSlots = 50;
const profileName = /^[a-z][A-Za-z0-9]{0,31}$/;
const slotName = /^[A-Z][A-Z0-9_]{0,31}$/;

/** Headers that identify the user or the transport of a request, not the device. */
const headersWithoutDevice = new Set([...fixedRequestHeaders, 'authorization', 'cookie']);

/**
 * Reports settings of views that are not allowed, or not together.
 * `isWritten`: whether the setting was written and is not a default.
 */
export function checkView({ view, engine }: Settings, isWritten: (path: Path) => boolean): Contradiction[] {
  const { files, compute, locales, default: defaultSizes, profiles, images } = view;
  const slots = Object.keys(images.slots);
  const found: Contradiction[] = [];
  const report = (path: Path, message: string): void => void found.push({ path: ['view', ...path], message });

  if (engine !== 'native' && isWritten(['view'])) report([], 'views require engine: native');
  if (compute !== undefined && files.length === 0 && view.versions === undefined)
    report(['compute'], 'compute functions require a view: set view.files or view.versions');
  for (const [index, locale] of locales.entries())
    if (locales.indexOf(locale) < index) report(['locales', index], `found "${locale}" twice`);

  const names = Object.keys(profiles);
  if (names.length > maxProfiles)
    report(['profiles'], `found ${names.length} profiles; allowed are at most ${maxProfiles}`);
  for (const [name, profile] of Object.entries(profiles)) {
    const path = ['profiles', name];
    if (name === 'default')
      report(path, 'the settings of requests that match no profile are those of view.default');
    else if (!profileName.test(name))
      report(
        path,
        `found the name "${name}"; allowed are a lower-case letter and up to 31 letters and digits`,
      );
    const { headers, claims } = profile.when;
    if (Object.keys(headers).length + Object.keys(claims).length === 0)
      report([...path, 'when'], 'found no condition; put settings without a condition in view.default');
    for (const header of Object.keys(headers))
      if (headersWithoutDevice.has(header))
        report([...path, 'when', 'headers', header], 'this header cannot select a profile');
    checkSlots(profile, path);
  }
  checkSlots(defaultSizes, ['default']);

  if (slots.length > maxSlots)
    report(['images', 'slots'], `found ${slots.length} slots; allowed are at most ${maxSlots}`);
  for (const slot of slots)
    if (!slotName.test(slot))
      report(
        ['images', 'slots', slot],
        `found the name "${slot}"; allowed are a capital letter and up to 31 capital letters, digits and _`,
      );
  for (const message of checkImageTemplate(images.template)) report(['images', 'template'], message);
  return found;

  function checkSlots({ slots: own, imageQuality }: View['default'], path: Path): void {
    for (const [slot, { quality }] of Object.entries(own)) {
      const at = [...path, 'slots', slot];
      if (!Object.hasOwn(images.slots, slot))
        report(at, `view.images.slots has no slot "${slot}"${nearest(slot, slots)}`);
      if (quality !== undefined && imageQuality !== undefined)
        report([...at, 'quality'], 'imageQuality applies to every image of the profile; set one of the two');
    }
  }
}
