import { isGroupId, isSha256 } from '../../platform/files.js';

/** Where mail lies in the file store while nobody knows whose it is. No group has this id. */
export const UNPLACED_FOLDER = '00000000-0000-0000-0000-000000000000';

/** How a row names its file: '<folder>/<sha256>'. */
export const fileKeyOf = (folder: string, sha256: string): string => `${folder}/${sha256}`;

/**
 * The folder and the name a row's key stands for.
 * @throws Error for what is no key: a fault of ours
 */
export function placeOf(fileKey: string): { readonly folder: string; readonly sha256: string } {
  const [folder = '', sha256 = '', ...more] = fileKey.split('/');
  if (!isGroupId(folder) || !isSha256(sha256) || more.length > 0) throw new Error('a file key that is none');
  return { folder, sha256 };
}
