import JSZip from 'jszip';

/** Zip can't say a day before 1980. */
const OLDEST = Date.UTC(1980, 0, 1);

/**
 * The same archive with every date set to one, in the order of its names and uncompressed, so that equal contents are equal bytes on every
 * machine. @throws Error on what is no zip
 */
export async function fixedZip(bytes: Uint8Array, at: Date, change: (name: string, text: string) => string): Promise<Buffer> {
  const before = await JSZip.loadAsync(bytes);
  const after = new JSZip();
  const date = new Date(Math.max(at.getTime(), OLDEST));
  for (const name of Object.keys(before.files).sort(packageOrder)) {
    const entry = before.files[name];
    if (!entry || entry.dir) continue;
    after.file(name, change(name, await entry.async('string')), { date, createFolders: false });
  }
  return after.generateAsync({ type: 'nodebuffer', compression: 'STORE', platform: 'DOS' });
}

/** Readers that guess a file's type by its first entry want this one first. */
const FIRST = '[Content_Types].xml';

function packageOrder(a: string, b: string): number {
  if (a === FIRST || b === FIRST) return a === FIRST ? -1 : 1;
  return a < b ? -1 : 1;
}
