import type { ValueOperation } from '../view.ts';
import type { ViewOptions } from '../view-options.ts';
import { imageSlots } from './image-slots.ts';
import { fillImageTemplate } from './image-template.ts';
import { compileUrlSigner } from './sign-url.ts';
import type { ValueFunction } from './value-function.ts';

interface FilledTemplate {
  readonly before: string;
  readonly after: string;
  /** Replaces `after` if the image's URL has a query of its own. */
  readonly afterQuery: string;
}

const inline = /^data:/i;
const loneSurrogates = /\p{Surrogate}/gu;

/**
 * Builds URLs of images in the slot's size, for the request's profile. The image's own URL is inserted into the template
 * without its fragment, and percent-encoded if it is the value of a parameter. Empty strings and `data:` URLs are unchanged.
 * The template has passed `checkImageOptions`.
 */
export function compileImage(
  { slot }: Extract<ValueOperation, { readonly op: 'image' }>,
  options: ViewOptions,
): ValueFunction {
  const { template, signing } = options.images;
  const byProfile = imageSlots(slot, options).map((size): FilledTemplate => {
    const { before, after } = fillImageTemplate(template, size);
    return { before, after, afterQuery: after.replace('?', '&') };
  });
  const isParameter = byProfile[0]?.before.includes('?') === true;
  const sign = signing === undefined ? undefined : compileUrlSigner(signing.key, signing.parameter);

  return (value, { profile }) => {
    const filled = byProfile[profile] ?? byProfile[0];
    if (typeof value !== 'string' || value === '' || inline.test(value) || filled === undefined) return value;
    const url = isParameter
      ? encodeURIComponent(value.replace(loneSurrogates, '\ufffd'))
      : withoutFragment(value);
    const after = url.includes('?') ? filled.afterQuery : filled.after;
    const sized = filled.before + url + after;
    return sign === undefined ? sized : sign(sized);
  };
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}
