import { t } from '../../platform/words.js';
import type { ActWords } from './act-words.js';
import type { AnswerField } from './answer-field.js';
import { APPEAL_OUTCOMES, type AppealOutcome, type FederalWhat } from './fact-types-federal.js';
import type { FederalAct } from './record-acts.js';

const component = (): AnswerField[] => [{ name: 'component', kind: 'text', label: t('Which component') }];
const question = (): AnswerField => ({ name: 'question', kind: 'words', label: t('Their question, in their words') });
const granted = (): AnswerField[] => [{ name: 'granted', kind: 'truth', label: t('Did they grant it?'), required: true }];

const OUTCOMES: Readonly<Record<AppealOutcome, () => string>> = {
  granted: () => t('Granted'), partly: () => t('Granted in part'), sent_back: () => t('Sent back to the component'), upheld: () => t('Refused'),
};
export const appealOutcomeWord = (outcome: AppealOutcome): string => OUTCOMES[outcome]();

const FIELDS: Readonly<Partial<Record<FederalWhat, () => readonly AnswerField[]>>> = {
  wrong_component: component,
  right_component: component,
  information_asked: () => [
    { name: 'asks', kind: 'choice', label: t('What they ask'), options: [{ value: 'meaning', label: t('What we mean') }, { value: 'narrow', label: t('To ask for less') }, { value: 'still_interested', label: t('Whether we still want the records') }], required: true },
    question(),
  ],
  fee_asked: () => [question()],
  expedition_decided: granted,
  waiver_decided: granted,
  appeal_decided: () => [{ name: 'outcome', kind: 'choice', label: t('What they decided'), options: APPEAL_OUTCOMES.map((value) => ({ value, label: appealOutcomeWord(value) })), required: true }],
};

/** What such a form asks beside date, basis and items. */
export const federalFields = (what: FederalWhat): readonly AnswerField[] => FIELDS[what]?.() ?? [];

/** Ours to say: their forms ask for no basis. */
export const federalOurs: ReadonlySet<FederalWhat> = new Set(['expedition_asked', 'appeal_sent', 'exhausted']);

type Spoken = Pick<ActWords, 'title' | 'lede' | 'button' | 'consequence'> & Partial<ActWords>;

/** The words of each form: what it records, and what that moves. */
export function wordsOfFederal(act: FederalAct, agency: string): ActWords {
  return { dateLabel: t('On'), dateHint: t('The day it happened at the agency.'), ...WORDS[act](agency) };
}

const WORDS: Readonly<Record<FederalAct, (agency: string) => Spoken>> = {
  'wrong-component': () => ({
    title: t('Record a first receipt elsewhere'), button: t('Record it'), lede: t('A component that takes requests had it first, though another one holds the records.'), dateLabel: t('It had the request on'),
    consequence: t('The clock starts when the right component has it, and at the latest ten days after this day: 5 U.S.C. § 552(a)(6)(A).'),
  }),
  'right-component': () => ({
    title: t('Record receipt by the right component'), button: t('Record it'), lede: t('The component that holds the records has the request.'), dateLabel: t('It has the request since'),
    consequence: t('The clock starts on this day, and at the latest ten days after the first receipt: 5 U.S.C. § 552(a)(6)(A).'),
  }),
  'information-asked': (agency) => ({
    title: t('Record a question that stops the clock'), button: t('Record question'), lede: t('{agency} asked us for something it needs to go on.', { agency }), dateLabel: t('Asked on'), dateHint: t('The date of their message.'),
    consequence: t('The clock stands still until they have our answer, once for a request: 5 U.S.C. § 552(a)(6)(A)(ii)(I). A second question stops nothing.'),
  }),
  'information-answered': () => ({
    title: t('Record that they have our answer'), button: t('Record answer'), lede: t('Their question is answered.'), dateLabel: t('They had it on'), dateHint: t('The day they received it: that day ends the pause.'),
    consequence: t('The clock goes on the day after: 5 U.S.C. § 552(a)(6)(A)(ii).'),
  }),
  'fee-asked': (agency) => ({
    title: t('Record a question about fees'), button: t('Record question'), lede: t('{agency} asked us something to settle the fees.', { agency }), dateLabel: t('Asked on'), dateHint: t('The date of their message.'),
    consequence: t('The clock stands still until they have our answer, when it was needed to settle fees: 5 U.S.C. § 552(a)(6)(A)(ii)(II). A mere estimate stops nothing.'),
  }),
  'fee-answered': () => ({
    title: t('Record that they have our answer about fees'), button: t('Record answer'), lede: t('Their question about fees is answered.'), dateLabel: t('They had it on'), dateHint: t('The day they received it: that day ends the pause.'),
    consequence: t('The clock goes on the day after: 5 U.S.C. § 552(a)(6)(A)(ii).'),
  }),
  'expedition-asked': () => ({
    title: t('Record that we asked for speed'), button: t('Record it'), lede: t('We asked for expedited processing, with a certified statement.'), dateLabel: t('Asked on'), dateHint: t('The date of the request for it.'),
    consequence: t('They have ten days from this day to decide on it, closed days included: 5 U.S.C. § 552(a)(6)(E)(ii)(I).'),
  }),
  'expedition-decided': (agency) => ({
    title: t('Record the decision on speed'), button: t('Record decision'), lede: t('{agency} said whether it takes the request first.', { agency }), dateLabel: t('Decided on'), dateHint: t('The date of their answer.'),
    consequence: t('Ends their ten days. A refusal starts ours for the appeal.'),
  }),
  'waiver-decided': (agency) => ({
    title: t('Record the decision on the fee waiver'), button: t('Record decision'), lede: t('{agency} said whether it waives the fees.', { agency }), dateLabel: t('Decided on'), dateHint: t('The date of their answer.'),
    consequence: t('A refusal starts our days for the appeal. Moves no other date.'),
  }),
  'appeal-sent': () => ({
    title: t('Record our appeal'), button: t('Record appeal'), lede: t('We appealed an answer that refuses something, or finds nothing.'), dateLabel: t('Sent on'), dateHint: t('The day it went.'),
    consequence: t('Ends our days for the appeal of every answer up to this day. Theirs start when they have it: record that too.'),
  }),
  'appeal-received': (agency) => ({
    title: t('Record that they have the appeal'), button: t('Record it'), lede: t('{agency} has our appeal.', { agency }), dateLabel: t('Received on'),
    consequence: t('They have twenty working days from this day: 5 U.S.C. § 552(a)(6)(A)(ii).'),
  }),
  'appeal-decided': (agency) => ({
    title: t('Record the decision on the appeal'), button: t('Record decision'), lede: t('{agency} decided our appeal.', { agency }), dateLabel: t('Decided on'), dateHint: t('The date of the decision.'),
    consequence: t('Ends their twenty working days. After a refusal a suit is possible: ask your lawyer.'),
  }),
  exhausted: () => ({
    title: t('Record the right to sue'), button: t('Record it'), lede: t('For your lawyer: the day on which the right to sue arose.'), dateLabel: t('It arose on'), dateHint: t('The day their time ran out, or the day of the decision on the appeal.'),
    consequence: t('Starts six years for a suit: 28 U.S.C. § 2401(a). Much else may shorten what is left.'),
  }),
};
