import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { burn } = require('@kenjiuno/msgreader/lib/Burner.js') as { burn: (entries: readonly Entry[]) => Uint8Array };

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly length: number;
  readonly binaryProvider?: () => Uint8Array;
  readonly children?: number[];
}

/** A folder of the file system that a .msg is: streams by name, folders within. */
export interface Folder {
  readonly [name: string]: Buffer | Folder;
}

const [DIRECTORY, DOCUMENT, ROOT] = [1, 2, 5];

const property = (tag: string, text: string): Folder => ({ [`__substg1.0_${tag}001F`]: Buffer.from(text, 'utf16le') });

/** Text properties of a message by their tags: subject 0037, body 1000, sender 0C1A and 5D01, transport headers 007D. */
export function outlookMessage(texts: Readonly<Record<string, string>>, folders: Folder = {}, embedded = false): Folder {
  const made: Record<string, Buffer | Folder> = { __properties_version1$0: Buffer.alloc(embedded ? 24 : 32), ...folders };
  for (const [tag, text] of Object.entries(texts)) Object.assign(made, property(tag, text));
  return made;
}

export const outlookAttachment = (name: string, content: Buffer | Folder): Folder => ({
  __properties_version1$0: Buffer.alloc(8), ...property('3707', name),
  ...(Buffer.isBuffer(content) ? { '__substg1.0_37010102': content } : { '__substg1.0_3701000D': content }),
});

/** The bytes of a .msg. */
export function outlookFile(root: Folder): Buffer {
  const entries: (Entry & { children?: number[] })[] = [];
  const add = (name: string, what: Buffer | Folder, type: number): number => {
    const at = entries.length;
    if (Buffer.isBuffer(what)) {
      entries.push({ name, type: DOCUMENT, length: what.length, binaryProvider: () => Uint8Array.from(what) });
      return at;
    }
    const children: number[] = [];
    entries.push({ name, type, length: 0, children });
    for (const [child, inside] of Object.entries(what)) children.push(add(child.replaceAll('$', '.'), inside, DIRECTORY));
    return at;
  };
  add('Root Entry', root, ROOT);
  return Buffer.from(burn(entries));
}
