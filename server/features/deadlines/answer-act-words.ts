import { t } from '../../platform/words.js';
import type { ActWords } from './act-words.js';
import type { AnswerAct } from './record-acts.js';

type Spoken = Pick<ActWords, 'title' | 'lede' | 'button'> & Partial<ActWords>;

const NOTHING = () => t('Moves no date. The statute’s clock goes on as it was.');

/** The words of the forms that record an answer, or ours to it. */
export function wordsOfAnswer(act: AnswerAct, agency: string): ActWords {
  return { dateLabel: t('Said on'), dateHint: t('The date of their message.'), consequence: NOTHING(), ...WORDS[act](agency) };
}

const WORDS: Readonly<Record<AnswerAct, (agency: string) => Spoken>> = {
  asked: (agency) => ({
    title: t('Record a question'), button: t('Record question'), lede: t('{agency} asked what the request means, why it was made, or for less.', { agency }),
    consequence: t('Moves no date: no section of the Act lets a question stop the clock. Under FOIA a question can: record it among the steps under FOIA.'),
  }),
  answered: () => ({ title: t('Record our answer'), button: t('Record answer'), lede: t('We answered their question outside Tenday. A letter sent from here records itself.'), dateLabel: t('Answered on'), dateHint: t('The day it went.') }),
  fee: (agency) => ({ title: t('Record a cost estimate'), button: t('Record estimate'), lede: t('{agency} wants money for the records.', { agency }) }),
  'fee-settled': () => ({ title: t('Record that the cost is settled'), button: t('Record it'), lede: t('They sent what the charge is made of, or we agreed to pay.'), dateLabel: t('Settled on'), dateHint: t('The day of the message or the payment.') }),
  link: (agency) => ({ title: t('Record a link'), button: t('Record link'), lede: t('{agency} sent an address on the web in place of a record. Open it, and say what you found.', { agency }) }),
  elsewhere: (agency) => ({ title: t('Record that somebody else has it'), button: t('Record it'), lede: t('{agency} says that a vendor or another agency has the records.', { agency }) }),
  'no-new-record': (agency) => ({ title: t('Record “no duty to create”'), button: t('Record it'), lede: t('{agency} says that it need not make a record, a list or a program for us.', { agency }), consequence: t('Moves no date. If they refused the items, record the denial too.') }),
  format: (agency) => ({ title: t('Record the wrong format'), button: t('Record it'), lede: t('{agency} sent files in another format than the one asked for.', { agency }), dateLabel: t('Came on'), dateHint: t('The day the files came.'), consequence: t('Moves no date. Record what came, too.') }),
  confidence: (agency) => ({ title: t('Record “shared in confidence”'), button: t('Record it'), lede: t('{agency} says that it gave the data to another agency in confidence.', { agency }) }),
  redacted: (agency) => ({ title: t('Record removed parts'), button: t('Record it'), lede: t('{agency} sent records with parts removed.', { agency }), dateLabel: t('Came on'), dateHint: t('The day the records came.'), consequence: t('Moves no date. Record what came, too.') }),
  'asked-back': (agency) => ({
    title: t('Record that they want records back'), button: t('Record it'), lede: t('{agency} says that it sent something by mistake. Share none of it until a lawyer has looked.', { agency }),
  }),
  'portal-closed': (agency) => ({
    title: t('Record a closing shown on the portal'), button: t('Record it'), lede: t('The portal of {agency} shows the request, or items of it, as closed, with a reason.', { agency }), dateLabel: t('Shown since'), dateHint: t('The day the portal names.'),
    consequence: t('Moves no date, and leaves the request open here. If they closed it in fact, record the closing.'),
  }),
};
