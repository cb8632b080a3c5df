import assert from 'node:assert/strict';
import { parse, print, validate } from 'graphql';
import type { Variables, ViewedOperation } from '../../shared/core/client-view.ts';
import { defaultPresentation, type Presentation } from '../../shared/core/presentation.ts';
import { buildClientView } from '../../shared/view/build-client-view.ts';
import type { ComputeFunctions } from '../../shared/view/compute/load-compute.ts';
import type { ViewOptions } from '../../shared/view/view-options.ts';
import { graph, viewOf } from './compiled-view.ts';

const slot = { width: 300, height: 200, format: 'WEBP', quality: 80 };

/** A default device, one with half of every limit, and one with twice as much. */
export const viewOptions: ViewOptions = {
  profiles: [
    { name: 'default', caps: 1, imageQuality: undefined, slots: {} },
    { name: 'small', caps: 0.5, imageQuality: 40, slots: { card: { ...slot, width: 100 } } },
    { name: 'large', caps: 2, imageQuality: undefined, slots: {} },
  ],
  images: {
    slots: { card: slot, heroLow: { ...slot, width: 900 } },
    template: '{url}?w={width}&h={height}&f={format}&q={quality}',
    signing: undefined,
  },
};

export const functions: ComputeFunctions = {
  names: ['promise', 'three', 'greet'],
  find: (name) => {
    if (name === 'three') return (_object, args) => Object.values(Object(args)).flat().slice(0, 3);
    return name === 'promise' || name === 'greet' ? (object) => JSON.stringify(object) : undefined;
  },
  files: [],
};

/** The rewritten form of an operation of the view's clients. */
export function rewritten(view: string, query: string): ViewedOperation {
  const compiled = viewOf(view);
  const document = parse(query);
  assert.deepEqual(validate(compiled.schema, document), []);
  const { rewrite } = buildClientView({ ...viewOptions, view: compiled, graph, functions });
  return rewrite(document, undefined);
}

/** The operation on the graph, on one line. */
export function graphText(view: string, query: string): string {
  return oneLine(rewritten(view, query));
}

export function oneLine({ document }: ViewedOperation): string {
  return print(document).replace(/\s+/g, ' ').trim();
}

/** All variables of the graph's operation, on one of the devices. */
export function bound(operation: ViewedOperation, variables: Variables, profile = 0): Variables {
  const { name: profileName = '' } = viewOptions.profiles[profile] ?? {};
  const presentation: Presentation = { ...defaultPresentation(), profile, profileName };
  return operation.bind(variables, presentation);
}
