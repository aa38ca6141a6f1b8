import { CsvError, parse } from 'csv-parse/sync';
import { isMailAddress } from '../../../platform/mailer.message.js';
import { t } from '../../../platform/words.js';
import { slugOf } from '../../agencies/add-agency.js';
import { AGENCY_TYPES, newAgencyBody } from '../../agencies/agencies.schemas.js';
import type { AgencyProfile } from '../../agencies/agency-profile.js';
import type { AgencyType } from '../../agencies/agency-types.js';
import { addressFor } from '../channels.js';
import { oneLine } from '../plain-words.js';
import { MOST_AGENCIES, MOST_COLUMNS } from './campaign.js';
import { OWN_FIELDS, fieldName } from './merge-fields.js';

/** One line of a pasted table, read. */
export interface PastedAgency {
  /** 1-based, as a spreadsheet counts. */
  readonly line: number;
  readonly name: string;
  readonly shortName: string;
  readonly unit: string;
  readonly email: string;
  readonly post: string;
  readonly values: Readonly<Record<string, string>>;
  /** `known`: of the directory · `new`: would be added to the group's own · `twice`: an earlier line says it · `there`: in the campaign already · `wrong`. */
  readonly verdict: 'known' | 'new' | 'twice' | 'there' | 'wrong';
  readonly agencyId: string | null;
  /** What to know or to mend; '' when nothing. */
  readonly says: string;
}

export interface PastedTable {
  readonly lines: readonly PastedAgency[];
  /** Columns that are merge fields of their own. */
  readonly columns: readonly string[];
  /** Why nothing could be read; null when it could. */
  readonly fault: string | null;
}

export interface PasteSetting {
  readonly directory: readonly AgencyProfile[];
  /** Ids of agencies already in the campaign. */
  readonly there: ReadonlySet<string>;
  /** What kind of agency those are that the directory does not know. */
  readonly type: AgencyType;
  readonly statute: 'CPRA' | 'FOIA';
}

type Column = 'name' | 'shortName' | 'unit' | 'email' | 'post';
const HEADS: Readonly<Record<string, Column>> = {
  name: 'name', agency: 'name', 'agency name': 'name', 'short name': 'shortName', abbreviation: 'shortName', unit: 'unit', department: 'unit',
  email: 'email', 'e-mail': 'email', 'email address': 'email', 'e-mail address': 'email', mail: 'email',
  address: 'post', 'postal address': 'post', 'mailing address': 'post',
};

/** Reads agencies pasted as a table: commas, semicolons or tabs; with a first line of headings, or plainly name and address. Pure. */
export function pastedAgencies(text: string, setting: PasteSetting): PastedTable {
  const rows = rowsOf(text);
  if (typeof rows === 'string') return { lines: [], columns: [], fault: rows };
  const first = rows[0];
  if (!first) return { lines: [], columns: [], fault: t('Nothing was pasted. Put one agency on each line.') };
  const heads = headsOf(first.cells);
  const body = heads ? rows.slice(1) : rows;
  if (body.length > MOST_AGENCIES) return { lines: [], columns: [], fault: t('At most {most} lines at once.', { most: MOST_AGENCIES }) };
  const columns = (heads ?? []).flatMap((head) => (head.own === null && head.name !== '' ? [head.name] : []));
  const fault = columnFault(columns);
  if (fault !== null) return { lines: [], columns: [], fault };
  const reader = new Reader(setting);
  return { lines: body.map(({ line, cells }) => reader.read(line, heads ? named(heads, cells) : plain(cells))), columns, fault: null };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function rowsOf(text: string): Row[] | string {
  const firstLine = text.slice(0, text.search(/\r?\n/) + 1 || undefined);
  const delimiter = firstLine.includes('\t') ? '\t' : firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  try {
    const found = parse(text, { bom: true, delimiter, trim: true, skip_empty_lines: true, relax_column_count: true, info: true }) as unknown as { record: string[]; info: { lines: number } }[];
    return found.flatMap(({ record, info }) => (record.some((cell) => cell !== '') ? [{ line: info.lines, cells: record.map(oneLine) }] : []));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return t('Line {line} can’t be read: a quotation mark is not closed, or stands amid a word. Write it twice where it is meant.', { line });
  }
}

interface Head {
  readonly own: Column | null;
  readonly name: string;
}

/** A first line is headings when one of its cells is “name” or “agency”. */
function headsOf(cells: readonly string[]): Head[] | null {
  const heads = cells.map((cell): Head => ({ own: HEADS[cell.toLowerCase()] ?? null, name: cell }));
  return heads.some((head) => head.own === 'name') ? heads : null;
}

function columnFault(columns: readonly string[]): string | null {
  if (columns.length > MOST_COLUMNS) return t('At most {most} columns beside name, unit and address.', { most: MOST_COLUMNS });
  const names = columns.map(fieldName);
  const twice = names.find((name, index) => names.indexOf(name) !== index || (OWN_FIELDS as readonly string[]).includes(name));
  if (twice !== undefined) return t('Two columns are called “{column}”. Give each a name of its own.', { column: twice });
  const odd = columns.find((name) => /[{}]/.test(name) || name.length > 60);
  return odd === undefined ? null : t('“{column}” can’t be the name of a column: at most 60 signs, no braces.', { column: odd });
}

interface Cells {
  readonly name: string;
  readonly shortName: string;
  readonly unit: string;
  readonly email: string;
  readonly post: string;
  readonly values: Readonly<Record<string, string>>;
}

function named(heads: readonly Head[], cells: readonly string[]): Cells {
  const of = (column: Column) => cells[heads.findIndex((head) => head.own === column)] ?? '';
  const values = heads.flatMap((head, index): [string, string][] => (head.own === null && head.name !== '' ? [[head.name, (cells[index] ?? '').slice(0, 500)]] : []));
  // “Address” may mean either; a mail address is known by its sign.
  const post = of('post');
  const email = of('email') || (post.includes('@') ? post : '');
  return { name: of('name'), shortName: of('shortName'), unit: of('unit'), email, post: post === email ? '' : post, values: Object.fromEntries(values) };
}

function plain(cells: readonly string[]): Cells {
  return { name: cells.find((cell) => cell !== '' && !cell.includes('@')) ?? '', shortName: '', unit: '', email: cells.find((cell) => cell.includes('@')) ?? '', post: '', values: {} };
}

class Reader {
  private readonly known = new Map<string, AgencyProfile>();
  private readonly seen = new Map<string, number>();

  constructor(private readonly setting: PasteSetting) {
    for (const agency of [...setting.directory].reverse()) {
      for (const key of [agency.name, agency.shortName, agency.slug]) this.known.set(key.toLowerCase(), agency);
    }
  }

  read(line: number, cells: Cells): PastedAgency {
    const { name, email } = cells;
    const shortName = cells.shortName || name.slice(0, 60).trim();
    const found = [name, cells.shortName].filter(Boolean).map((key) => this.known.get(key.toLowerCase())).find(Boolean) ?? null;
    const say = (verdict: PastedAgency['verdict'], says = ''): PastedAgency => ({ line, ...cells, shortName, verdict, agencyId: found?.id ?? null, says });
    if (name === '') return say('wrong', t('No name stands on this line.'));
    const key = found?.id ?? slugOf(shortName);
    const before = this.seen.get(key);
    if (before !== undefined) return say('twice', t('The same agency as on line {line}. It is written to once.', { line: before }));
    this.seen.set(key, line);
    return found ? this.knownOne(found, email, say) : this.newOne({ ...cells, shortName }, say);
  }

  private knownOne(agency: AgencyProfile, email: string, say: (verdict: PastedAgency['verdict'], says?: string) => PastedAgency): PastedAgency {
    const { statute, there } = this.setting;
    if (there.has(agency.id)) return say('there', t('In this campaign already; its columns become those of this line.'));
    if (agency.statute !== statute) return say('wrong', t('It answers under the {statute}; this letter is written for the {law}.', { statute: agency.statute, law: statute }));
    const address = addressFor(agency, 'email');
    if (email === '' || email.toLowerCase() === address.toLowerCase()) return say('known');
    if (address === '') return say('known', t('The directory knows no e-mail address of it. Add {email} on the agency’s page first, or carry the letter by hand.', { email }));
    return say('known', t('The directory has {address} for it, which is used.', { address }));
  }

  private newOne(cells: Cells, say: (verdict: PastedAgency['verdict'], says?: string) => PastedAgency): PastedAgency {
    if (cells.email !== '' && !isMailAddress(cells.email)) return say('wrong', t('“{email}” is no e-mail address that can be written to.', { email: cells.email }));
    const checked = newAgencyBody.safeParse(newAgencyOf(cells, this.setting.type));
    if (!checked.success) return say('wrong', checked.error.issues[0]?.message ?? t('This line can’t be read.'));
    const taken = this.setting.directory.find((agency) => agency.slug === slugOf(cells.shortName));
    if (taken) return say('wrong', t('“{name}” is in your directory under a name much like this one. Write it as it stands there.', { name: taken.name }));
    return say('new', cells.email === '' ? t('No e-mail address: its letter goes by hand.') : '');
  }
}

/** An agency as it is added to the group's directory. */
export function newAgencyOf(cells: Pick<PastedAgency, 'name' | 'shortName' | 'unit' | 'email' | 'post'>, type: AgencyType) {
  const channels = [...(cells.email === '' ? [] : [{ kind: 'email' as const, value: cells.email }]), ...(cells.post === '' ? [] : [{ kind: 'post' as const, value: cells.post }])];
  return { type, name: cells.name, shortName: cells.shortName, unit: cells.unit, channels };
}

/** Kinds of agency a campaign under a statute can add. */
export const typesFor = (statute: 'CPRA' | 'FOIA'): readonly AgencyType[] => AGENCY_TYPES.filter((type) => (type === 'federal') === (statute === 'FOIA'));
