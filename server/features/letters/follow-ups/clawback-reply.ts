import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate } from './printed.js';
import { type Situation, spokenOf } from './situation.js';

/** letters.md 33: admits nothing, promises nothing and argues nothing; what more to say is for the lawyer who sends it. */
export const clawbackReply: FollowUp = {
  slug: 'cpra-clawback-reply', statute: 'CPRA', topic: 'end', rank: 90, replyWithin: null, lawyer: 'required',
  subject: 'Your request about records you released',
  title: () => t('Answer a demand to give records back'),
  purpose: () => t('Says that a lawyer is reading their message and asks for what it rests on. Withhold the file here first; delete nothing.'),
  needs: () => [t('their demand, recorded with the files'), t('a lawyer of the group')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { demand } = situation.denials;
  if (demand === null) return notOffered(t('They have asked for nothing back.'));
  const key = `return:${demand.on}`;
  if (spokenOf(situation, key)) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-clawback-reply') ?? situation.today));
  return {
    offered: true, items: [], about: [key], reason: t('{agency} asked on {date} for records back.', { agency: situation.agency.shortName, date: formatDate(demand.on) }),
    facts: { askedOn: printedDate(demand.on), files: demand.files.replace(/\.$/, ''), ground: demand.ground !== '' },
  };
}

/** The letter says so, so somebody has to have done it. */
function inputs(): readonly LetterInput[] {
  return [{ name: 'limited', kind: 'tick', label: t('The files are withheld here, and nothing is deleted'), hint: t('Withhold them on the page of each document, then tick this.'), required: true }];
}
