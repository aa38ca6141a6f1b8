/** A file of the example: its name as its sender gave it, and its bytes. */
export interface ExampleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Stands in every file, so that none is ever taken for an agency's record. */
const MADE_UP = 'Example file, made by Tenday for its example group. It is no record of any agency, and its figures are invented.';

export function textFile(name: string, ...lines: readonly string[]): ExampleFile {
  return { name, bytes: Buffer.from(`${MADE_UP}\n\n${lines.join('\n')}\n`) };
}

/** Rows as CSV; cells hold no comma, quotation mark or line break. */
export function csvFile(name: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): ExampleFile {
  return { name, bytes: Buffer.from(`${[[`# ${MADE_UP}`], head, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`) };
}

/** A page of text as PDF 1.4, in a font every reader has. */
export function pdfFile(name: string, ...lines: readonly string[]): ExampleFile {
  const shown = [...wrapped(MADE_UP), '', ...lines.flatMap(wrapped)];
  const text = `BT /F1 11 Tf 15 TL 60 780 Td\n${shown.map((line) => `(${escaped(line)}) Tj T*`).join('\n')}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ].map((body, index) => `${index + 1} 0 obj\n${body}\nendobj\n`);
  return { name, bytes: Buffer.from(assembled(objects), 'latin1') };
}

const HEADER = '%PDF-1.4\n';

/** The objects with the table of where each begins (ISO 32000-1, 7.5.4). */
function assembled(objects: readonly string[]): string {
  const body = objects.join('');
  const starts = objects.map((_, index) => HEADER.length + objects.slice(0, index).join('').length);
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  return (
    `${HEADER}${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${HEADER.length + body.length}\n%%EOF\n`
  );
}

const COLUMNS = 80;

function wrapped(text: string): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, word];
  }, []);
}

const escaped = (line: string): string => line.replace(/[\\()]/g, '\\$&');
