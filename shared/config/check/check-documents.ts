import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

/** Reports `enforce` without trusted documents: the process would refuse every request. */
export function checkDocuments({ trustedDocuments }: Settings): Contradiction[] {
  const { directory, manifests, mode } = trustedDocuments;
  if (mode !== 'enforce' || directory !== undefined || manifests.length > 0) return [];
  const message = 'found "enforce" without documents; set trustedDocuments.directory or .manifests';
  return [{ path: ['trustedDocuments', 'mode'], message }];
}
