import type { TypedFact } from '../../deadlines/fact-types.js';
import type { AppealOutcome } from '../../deadlines/fact-types-federal.js';
import { federalOf, questionsOf } from '../../deadlines/federal-facts.js';
import type { FederalComponent } from '../../statutes/agency-calendars.js';

/** Where a request stands under FOIA, as far as letters care; empty under another law. Civil dates are `YYYY-MM-DD` at the agency. */
export interface SituationFoia {
  /** Whose regulations bind the agency, where that is known. */
  readonly component: FederalComponent | null;
  /** The latest question we owe an answer to. */
  readonly question: OpenQuestion | null;
  /** The latest notice of unusual circumstances; `beyond`: it names a day past the ten working days one may add. */
  readonly notice: { readonly on: string; readonly named: string | null; readonly beyond: boolean } | null;
  readonly expedition: { readonly askedOn: string; readonly decidedOn: string | null; readonly lateSince: string | null } | null;
  /** Answers to appeal that no appeal of ours covers, oldest first. */
  readonly adverse: readonly Adverse[];
  readonly appeal: { readonly sentOn: string; readonly receivedOn: string | null; readonly decidedOn: string | null; readonly outcome: AppealOutcome | null; readonly lateSince: string | null } | null;
  /** Our date for the appeal that comes first, and the last the law may allow. */
  readonly appealBy: { readonly due: string; readonly lastLawful: string | null } | null;
}

export interface OpenQuestion {
  readonly kind: 'meaning' | 'narrow' | 'still_interested' | 'fee';
  readonly on: string;
  readonly items: readonly number[];
  /** In their words; may be ''. */
  readonly words: string;
  /** A further request for information: the time stops for one. */
  readonly further: boolean;
}

export interface Adverse {
  readonly on: string;
  readonly items: readonly number[];
  /** What was refused: records, that there are any, speed, the waiver. */
  readonly what: 'withheld' | 'none_found' | 'expedition' | 'waiver';
  /** Exemptions and reasons in their words. */
  readonly grounds: readonly string[];
}

interface Clock {
  readonly rule: string;
  readonly due: string;
  readonly assertAfter: string | null;
  readonly lastLawful?: string | null;
  readonly state: string;
}

interface FoiaData {
  readonly today: string;
  readonly component: FederalComponent | null;
  readonly facts: readonly TypedFact[];
  readonly deadlines: readonly Clock[];
  readonly items: readonly { readonly n: number }[];
}

/** Reads the facts of a request under FOIA, which are oldest first. Pure. */
export function foiaOf(data: FoiaData): SituationFoia {
  const { facts, component, items } = data;
  const appeal = appealOf(data);
  const [first] = openClocks(data, 'foia.appeal').sort((a, b) => a.due.localeCompare(b.due));
  return {
    component, appeal, question: questionOf(facts), notice: noticeOf(data), expedition: expeditionOf(data),
    adverse: adverseOf(facts, items.map(({ n }) => n)).filter(({ on }) => appeal === null || on > appeal.sentOn),
    appealBy: first ? { due: first.due, lastLawful: first.lastLawful ?? null } : null,
  };
}

const openClocks = ({ deadlines }: FoiaData, rule: string) => deadlines.filter((clock) => clock.rule === rule && clock.state === 'open');

/** The day after which it is safe to call them late with this; null while it is not. */
function lateSince(data: FoiaData, rule: string): string | null {
  return openClocks(data, rule).map(({ assertAfter }) => assertAfter).find((day) => day !== null && day < data.today) ?? null;
}

function questionOf(facts: readonly TypedFact[]): OpenQuestion | null {
  const information = federalOf(facts, 'information_asked').map(({ date, details }, index): OpenQuestion => ({ kind: details.asks, on: date, items: details.items, words: details.question, further: index > 0 }));
  const fees = federalOf(facts, 'fee_asked').map(({ date, details }): OpenQuestion => ({ kind: 'fee', on: date, items: [], words: details.question, further: false }));
  const open = [...unanswered(information, questionsOf(facts, 'information')), ...unanswered(fees, questionsOf(facts, 'fee'))];
  return open.sort((a, b) => a.on.localeCompare(b.on)).at(-1) ?? null;
}

/** Both lists are in the order of the questions. */
const unanswered = (questions: readonly OpenQuestion[], asked: readonly { readonly to: string | null }[]): OpenQuestion[] => questions.filter((_, index) => asked[index]?.to === null);

function noticeOf(data: FoiaData): SituationFoia['notice'] {
  const notice = data.facts.flatMap((fact) => (fact.type === 'extension_notice' ? [{ on: fact.date, named: fact.details.specifiedDate ?? null }] : [])).at(-1);
  if (!notice) return null;
  const furthest = data.deadlines.find(({ rule }) => rule === 'foia.extension')?.assertAfter ?? null;
  return { ...notice, beyond: notice.named !== null && furthest !== null && notice.named > furthest };
}

function expeditionOf(data: FoiaData): SituationFoia['expedition'] {
  const [asked] = federalOf(data.facts, 'expedition_asked');
  if (!asked) return null;
  return { askedOn: asked.date, decidedOn: federalOf(data.facts, 'expedition_decided')[0]?.date ?? null, lateSince: lateSince(data, 'foia.expedited') };
}

function appealOf(data: FoiaData): SituationFoia['appeal'] {
  const sent = federalOf(data.facts, 'appeal_sent').at(-1);
  if (!sent) return null;
  const since = <T extends { readonly date: string }>(said: readonly T[]) => said.find(({ date }) => date >= sent.date);
  const decided = since(federalOf(data.facts, 'appeal_decided'));
  return {
    sentOn: sent.date, receivedOn: since(federalOf(data.facts, 'appeal_received'))?.date ?? null, decidedOn: decided?.date ?? null, outcome: decided?.details.outcome ?? null,
    lateSince: lateSince(data, 'foia.appeal_decision'),
  };
}

function adverseOf(facts: readonly TypedFact[], all: readonly number[]): Adverse[] {
  return facts.flatMap((fact): Adverse[] => {
    switch (fact.type) {
      case 'denial': {
        const { items, ground, exemptions = [] } = fact.details;
        return [{ on: fact.date, what: 'withheld', items: items.length > 0 ? items : all, grounds: said([...exemptions, ground]) }];
      }
      case 'determination':
        return determined(fact.date, fact.details);
      case 'federal': {
        const { details } = fact;
        if (details.what !== 'expedition_decided' && details.what !== 'waiver_decided') return [];
        return details.granted ? [] : [{ on: fact.date, what: details.what === 'expedition_decided' ? 'expedition' : 'waiver', items: [], grounds: [] }];
      }
      default:
        return [];
    }
  });
}

const said = (words: readonly string[]) => [...new Set(words.map((one) => one.trim()).filter((one) => one !== ''))];

function determined(on: string, { items, reasons = '' }: Extract<TypedFact, { type: 'determination' }>['details']): Adverse[] {
  const withheld = items.filter(({ outcome }) => outcome === 'withhold' || outcome === 'partly');
  const none = items.filter(({ outcome }) => outcome === 'none_found').map(({ n }) => n);
  return [
    ...(withheld.length > 0 ? [{ on, what: 'withheld' as const, items: withheld.map(({ n }) => n), grounds: said([...withheld.map(({ ground = '' }) => ground), reasons]) }] : []),
    ...(none.length > 0 ? [{ on, what: 'none_found' as const, items: none, grounds: [] }] : []),
  ];
}
