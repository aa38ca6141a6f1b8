/** A winmail.dat as Outlook packs one: a body, and files with a short and a long name; `rtf` as packed rich text. */
export function tnefOf({ body, files, rtf }: { readonly body: string; readonly rtf?: Buffer; readonly files: readonly { readonly title: string; readonly longName: string; readonly content: Buffer }[] }): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x223e9f78, 0);
  head.writeUInt16LE(1, 4);
  return Buffer.concat([
    head, attribute(2, 0x0006, 0x9007, number32(1252)), attribute(1, 0x0002, 0x800c, Buffer.from(`${body}\0`, 'latin1')),
    ...(rtf ? [attribute(1, 0x0006, 0x9003, Buffer.concat([number32(1), number32(0x10090102), number32(1), number32(rtf.length), rtf]))] : []),
    ...files.flatMap(({ title, longName, content }) => [
      attribute(2, 0x0006, 0x9002, Buffer.alloc(14)), attribute(2, 0x0001, 0x8010, Buffer.from(`${title}\0`, 'latin1')), attribute(2, 0x0006, 0x800f, content),
      attribute(2, 0x0006, 0x9005, Buffer.concat([number32(2), number32(0x0e200003), number32(content.length), longNameOf(longName)])),
    ]),
  ]);
}

function attribute(level: number, type: number, name: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt16LE(name, 1);
  head.writeUInt16LE(type, 3);
  head.writeUInt32LE(data.length, 5);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(data.reduce((all, byte) => (all + byte) & 0xffff, 0), 0);
  return Buffer.concat([head, data, sum]);
}

/** PR_ATTACH_LONG_FILENAME in Unicode. */
function longNameOf(name: string): Buffer {
  const value = Buffer.from(`${name}\0`, 'utf16le');
  return Buffer.concat([number32(0x3707001f), number32(1), number32(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
