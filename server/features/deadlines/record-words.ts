import { t } from '../../platform/words.js';
import type { Ground } from './fact-types.js';
import { wordsOfAnswer } from './answer-act-words.js';
import type { ActWords } from './act-words.js';
import { wordsOfFederal } from './federal-form.js';
import { type Act, type AnswerAct, type FederalAct, isAnswerAct, isFederalAct } from './record-acts.js';

/** Grounds of FOIA's unusual circumstances, 5 U.S.C. § 552(a)(6)(B)(iii); the Public Records Act has all of ours. */
export const FACT_LAW_GROUNDS: { readonly FOIA: readonly Ground[] } = { FOIA: ['field_facilities', 'voluminous', 'consultation', 'none_stated'] };

/** The words of each form: what it records, and what that moves. */
export function wordsOfAct(act: Act, context: { readonly agency: string; readonly statute: string }): ActWords {
  if (isFederalAct(act)) return wordsOfFederal(act, context.agency);
  return isAnswerAct(act) ? wordsOfAnswer(act, context.agency) : ACT_WORDS[act](context.agency, context.statute === 'FOIA');
}

const DATE_HINT = () => t('The day it happened at the agency, not the day you heard of it.');

const ACT_WORDS: Readonly<Record<Exclude<Act, AnswerAct | FederalAct>, (agency: string, foia: boolean) => ActWords>> = {
  receipt: (agency) => ({
    title: t('Record the receipt'), button: t('Record receipt'), dateLabel: t('Received on'), dateHint: t('The day {agency} got it, not the day it was sent.', { agency }),
    lede: t('When {agency} received the request, and how you know.', { agency }),
    consequence: t('The statute’s days are counted from this day. Once receipt is confirmed, the agency can be late.'),
  }),
  acknowledged: (agency) => ({
    title: t('Record an acknowledgement'), button: t('Record acknowledgement'), dateLabel: t('Acknowledged on'), dateHint: DATE_HINT(),
    lede: t('{agency} said that it has the request, and no more.', { agency }),
    consequence: t('Moves no date: an acknowledgement is not a determination. If it proves when they received the request, record the receipt too.'),
  }),
  extended: (agency, foia) => ({
    title: t('Record an extension'), button: t('Record extension'), dateLabel: t('Notice sent on'), dateHint: t('The date of the notice itself.'),
    lede: t('{agency} wrote that it takes more time.', { agency }),
    consequence: foia
      ? t('Moves the date by at most ten working days: 5 U.S.C. § 552(a)(6)(B).')
      : t('Moves the date by at most 14 days, and only when sent in time: Gov. Code § 7922.535(b). Tenday judges the notice and names its defects.'),
  }),
  determined: (agency) => ({
    title: t('Record a determination'), button: t('Record determination'), dateLabel: t('Determined on'), dateHint: DATE_HINT(),
    lede: t('{agency} said what it will disclose, item by item.', { agency }),
    consequence: t('Ends the clock of the determination once every item is answered. A date they promise is kept as their word and is no statutory date.'),
  }),
  promised: (agency) => ({
    title: t('Record a promise'), button: t('Record promise'), dateLabel: t('Said on'), dateHint: t('The day they said it; the day they named goes below.'),
    lede: t('{agency} said by when it will do something.', { agency }),
    consequence: t('Moves no date of the law: a promise is their word. The day is kept beside the statutory ones, and when they name another, every earlier one stays.'),
  }),
  produced: (agency) => ({
    title: t('Record what came'), button: t('Record production'), dateLabel: t('Produced on'), dateHint: DATE_HINT(),
    lede: t('{agency} gave records. Add the files on the request’s page.', { agency }),
    consequence: t('An item of which everything came counts as answered. Moves no other date.'),
  }),
  denied: (agency, foia) => ({
    title: t('Record a denial'), button: t('Record denial'), dateLabel: t('Denied on'), dateHint: t('The date of the denial itself.'),
    lede: t('{agency} refused the request, or items of it.', { agency }),
    consequence: foia ? t('Ends the agency’s clock for those items and starts ours for the appeal.') : t('Ends the agency’s clock for those items and notes a reference date for going to court.'),
  }),
  closed: (agency) => ({
    title: t('Record a closing'), button: t('Record closing'), dateLabel: t('Closed on'), dateHint: DATE_HINT(),
    lede: t('The request was closed, by {agency} or by us.', { agency }),
    consequence: t('An agency that closes a request has not thereby answered it: its clock goes on. When we close it, clocks end.'),
  }),
  withdrawn: () => ({
    title: t('Withdraw the request'), button: t('Withdraw request'), dateLabel: t('Withdrawn on'), dateHint: t('The day you told the agency.'),
    lede: t('We no longer ask for these records.'),
    consequence: t('Every clock ends, and items still open count as withdrawn. The history stays.'),
  }),
  reminder: () => ({
    title: t('Set a reminder'), button: t('Set reminder'), dateLabel: t('Set on'), dateHint: '',
    lede: t('A day of our own on this request. It is warned of like any other.'),
    consequence: t('Moves no other date. It ends when it is ticked off, or by itself when nothing is owed on the request any more.'),
  }),
  retention: (agency) => ({
    title: t('Records will be destroyed'), button: t('Record the date'), dateLabel: t('Learned on'), dateHint: t('The day you learned it, which may be before the request.'),
    lede: t('From some day on {agency} may destroy the records themselves. That day is ours to act before.', { agency }),
    consequence: t('Moves no date of the law. The answer is a letter that asks {agency} to preserve the records, or a litigation hold, before that day: a request alone may not stop it.', { agency }),
  }),
};
