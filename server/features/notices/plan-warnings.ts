import { civilIn } from '../../platform/clock.js';
import { type CivilDate, addDays } from '../statutes/civil-date.js';
import { type Candidate, type Concern, concernOf } from './concern.js';
import { ESCALATES_AFTER, afterAway, isAway, mailDay, wants, weekdaysAfter } from './delivery.js';
import type { DueDeadline } from './due-deadlines.queries.js';
import type { Member } from './members.queries.js';
import { OVERTAKEN } from './notice-reasons.js';
import { type RungDay, dayByMorning, dayOf, hasArrived, isBefore, isMoved, lastRung, morningOf, nextRung, rungsBetween } from './rungs.js';

/** A row of the ledger about the deadline. Dates are YYYY-MM-DD. */
export interface KnownNotice {
  readonly id: string;
  readonly personId: string;
  readonly rung: string;
  readonly forDate: string;
  readonly dueOn: string;
  readonly state: string;
  readonly lastError: string;
  readonly acknowledgedAt: Date | null;
  readonly createdAt: Date;
}

/** A warning to be written. Dates are YYYY-MM-DD at the agency. */
export interface Warning {
  readonly person: Member;
  readonly rung: string;
  readonly forDate: string;
  readonly dueOn: string;
  /** A more telling rung of the same ladder is due too: it stays in the ledger and is not sent. */
  readonly overtaken: boolean;
  /** The later day its mail goes; null for now. */
  readonly mailOn: string | null;
  /** Its row, cancelled before and wanted again; null when there is none yet. */
  readonly againId: string | null;
}

/** Rungs missed longer ago than this are not listed as overtaken, so that a ladder of years stays short. */
const LISTED_DAYS = 100;
/** What was told longer ago goes up to nobody: it is no news any more. */
const ESCALATES_UNTIL = 30;
/** Quiet days move a mail forward by less than this. */
const EARLY_DAYS = 7;

const plus = (date: string, days: number): string => addDays(date as CivilDate, days);
const later = (a: string, b: string): string => (a > b ? a : b);

/** People of a group who are told of one deadline today, and why. */
export interface Audience {
  readonly told: readonly { readonly person: Member; readonly concern: Concern }[];
  readonly owners: readonly Member[];
}

/** @param forPersonId whom a reminder was set for */
export function audienceOf(about: { rule: string; groupId: string; responsibleId: string }, forPersonId: string | null, members: readonly Member[], day: string): Audience {
  const candidate = (person: Member): Candidate => ({ ...person, isAway: isAway(person.delivery, day) });
  const ofGroup = members.filter((person) => person.groupId === about.groupId);
  const find = (id: string | null) => ofGroup.find((person) => person.id === id);
  const [responsible, forPerson] = [find(about.responsibleId), find(forPersonId)];
  if (!responsible) throw new Error('a request names a responsible person its group does not have');
  const looker = { rule: about.rule, forPerson: forPerson ? candidate(forPerson) : null, responsible: candidate(responsible) };
  return {
    told: ofGroup.flatMap((person) => {
      const concern = concernOf(candidate(person), looker);
      return concern ? [{ person, concern }] : [];
    }),
    owners: ofGroup.filter((person) => person.role === 'owner' && person.isActive),
  };
}

/**
 * What the ledger must hold of a deadline now, and when to look at it next: for each person concerned the last rung that has come, with what it overtook; and for the owners what nobody
 * acknowledged. Planned again over its own result, it plans nothing.
 */
export function planWarnings(deadline: DueDeadline, audience: Audience, known: readonly KnownNotice[], now: Date): { warnings: Warning[]; wakeAt: Date | null } {
  const today = dayByMorning(now, deadline.timeZone);
  const warnings = audience.told.flatMap(({ person, concern }) => ladderOf(deadline, person, concern, audience, known.filter((row) => row.personId === person.id), today));
  const fresh = warnings.filter((warning) => !warning.overtaken).map((warning) => ({ ...warning, state: 'pending', acknowledgedAt: null, createdAt: now }));
  const up = escalations(deadline, audience, known, [...known.filter((row) => row.state !== 'cancelled'), ...fresh], today);
  const next = [nextRung(deadline, today)?.day ?? null, ...audience.told.map(({ person }) => nextEarly(deadline, person, today)), ...up.next].filter((day) => day !== null).sort()[0];
  return { warnings: [...warnings, ...up.warnings], wakeAt: next ? morningOf(next, deadline.timeZone) : null };
}

/** The day a rung counts as come for a person: earlier than its own when quiet days bring the mail forward. */
const comesOn = (rung: RungDay, person: Member): string => {
  const mail = mailDay(rung, person.delivery);
  return mail < rung.day ? mail : rung.day;
};

function ladderOf(deadline: DueDeadline, person: Member, concern: Concern, audience: Audience, own: readonly KnownNotice[], today: string): Warning[] {
  // A lawyer who joined late hears of what comes after; whoever looks after the request must hear of what stands now.
  const joined = concern === 'lawyer' ? plus(dayByMorning(person.joinedAt, deadline.timeZone), 1) : '';
  const from = [joined, dayByMorning(deadline.createdAt, deadline.timeZone), plus(today, -LISTED_DAYS)].reduce(later);
  const isWanted = (rung: RungDay) => wants(person.delivery, rung.rung) && !isToldOfMove(rung, own);
  const come = rungsBetween(deadline, from, plus(today, EARLY_DAYS)).filter((rung) => isWanted(rung) && comesOn(rung, person) <= today);
  const standing = come.length === 0 ? lastRung(deadline, today) : null;
  if (standing && standing.day >= joined && isWanted(standing)) come.push(standing);
  const last = come.at(-1);
  return come.flatMap((rung): Warning[] => {
    const overtaken = rung !== last;
    const row = own.find((one) => one.rung === rung.rung && one.forDate === rung.forDate);
    if (row && (overtaken || row.state !== 'cancelled' || row.lastError === OVERTAKEN)) return [];
    return [{ person, rung: rung.rung, forDate: rung.forDate, dueOn: rung.day, overtaken, mailOn: overtaken ? null : mailOn(rung, person, audience, today), againId: row?.id ?? null }];
  });
}

/** Somebody just told that the date moved to this day needs no warning before it that had come by then. */
const isToldOfMove = (rung: RungDay, own: readonly KnownNotice[]): boolean =>
  isBefore(rung.rung) && own.some((row) => isMoved(row.rung) && row.state !== 'cancelled' && row.forDate === rung.forDate && row.dueOn >= rung.day);

/** The later day a mail goes that comes up today; null for now. */
export function mailOn(rung: RungDay, person: Member, audience: Audience, today: string): string | null {
  const quiet = rung.day > today ? today : mailDay({ ...rung, day: today }, person.delivery);
  const others = audience.told.some((one) => one.person.id !== person.id && !isAway(one.person.delivery, today));
  const day = afterAway(quiet > today ? quiet : today, person.delivery, others);
  return day > today ? day : null;
}

/** The first day after today on which quiet days bring a rung forward; null for somebody without quiet days. */
function nextEarly(deadline: DueDeadline, person: Member, today: string): string | null {
  if (person.delivery.quietDays.length === 0) return null;
  const next = nextRung(deadline, today);
  if (!next) return null;
  const days = rungsBetween(deadline, next.day, plus(next.day, EARLY_DAYS)).map((rung) => comesOn(rung, person)).filter((day) => day > today);
  return days.sort()[0] ?? null;
}

type Standing = Pick<KnownNotice, 'rung' | 'forDate' | 'acknowledgedAt' | 'createdAt'>;

/** Rungs of a statutory clock that say its date has come: told, and for two working days acknowledged by nobody, they go up to the owners, once for each date. */
function escalations(deadline: DueDeadline, audience: Audience, known: readonly KnownNotice[], standing: readonly Standing[], today: string): { warnings: Warning[]; next: string[] } {
  const found: { warnings: Warning[]; next: string[] } = { warnings: [], next: [] };
  if (deadline.kind !== 'statutory') return found;
  for (const { forDate, toldOn, day } of unanswered(deadline, standing)) {
    const up = weekdaysAfter(toldOn, ESCALATES_AFTER);
    if (up > today) found.next.push(up);
    else if (up >= plus(today, -ESCALATES_UNTIL)) {
      const rung = { rung: 'escalated', forDate, day: later(up, day) };
      const owners = audience.owners.filter((person) => !known.some((row) => row.personId === person.id && row.rung === 'escalated' && row.forDate === forDate));
      const told = { ...audience, told: audience.owners.map((person) => ({ person, concern: 'stand_in' as const })) };
      for (const person of owners) found.warnings.push({ person, rung: rung.rung, forDate, dueOn: rung.day, overtaken: false, mailOn: mailOn(rung, person, told, today), againId: null });
    }
  }
  return { ...found, warnings: oncePerDate(found.warnings) };
}

const oncePerDate = (warnings: readonly Warning[]): Warning[] =>
  warnings.filter((one, index) => warnings.findIndex((other) => other.person.id === one.person.id && other.forDate === one.forDate) === index);

/** Arrived rungs that nobody acknowledged, neither them nor a later one, with the day they were first told. */
function unanswered(deadline: DueDeadline, standing: readonly Standing[]): { forDate: string; day: string; toldOn: string }[] {
  const placed = standing.flatMap((row) => {
    const day = dayOf(deadline, row);
    return day === null ? [] : [{ ...row, day }];
  });
  const arrived = placed.filter((row) => hasArrived(row.rung) && !placed.some((other) => other.acknowledgedAt !== null && other.day >= row.day));
  const rungs = [...new Set(arrived.map((row) => row.rung))];
  return rungs.flatMap((rung) => {
    const rows = arrived.filter((row) => row.rung === rung).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    const [first] = rows;
    return first ? [{ forDate: first.forDate, day: first.day, toldOn: civilIn(first.createdAt, deadline.timeZone).date }] : [];
  });
}
