import { t } from '../../platform/words.js';
import type { FactDetails } from './fact-types.js';
import type { FactSurroundings, ProposedFact } from './proposed-fact.js';
import { parallelClocks } from './parallel-clocks.js';

type Problems = Record<string, string>;

/** What can't stand of a promise, a reminder or a date of destruction, by field path. Empty for other facts. */
export function parallelProblems(fact: ProposedFact, around: FactSurroundings): Problems {
  const { details } = fact;
  if (fact.type === 'promise') return promiseProblems(fact.date, details as FactDetails['promise']);
  if (fact.type === 'promise_kept') return keptProblems(details as FactDetails['promise_kept'], around);
  if (fact.type === 'reminder') return (details as FactDetails['reminder']).on < fact.date ? { 'details.on': t('That day is before the day you set it. Give a later one.') } : {};
  if (fact.type === 'reminder_done') return doneProblems(details as FactDetails['reminder_done'], around);
  return {};
}

function promiseProblems(said: string, { of, by, instalment, about }: FactDetails['promise']): Problems {
  return {
    ...(by < said ? { 'details.by': t('That is before the day they said it. A promise is about a day still to come then.') } : {}),
    ...(of === 'instalment' && !instalment ? { 'details.instalment': t('Say which instalment: 1 for the first.') } : {}),
    ...(of === 'other' && about === '' ? { 'details.about': t('Say what they promised, in a few words.') } : {}),
  };
}

function keptProblems({ rule, key }: FactDetails['promise_kept'], { facts, items }: FactSurroundings): Problems {
  const clock = parallelClocks({ facts, items, timeZone: '' }).find((one) => one.kind === 'promised' && one.rule === rule && one.key === key);
  if (!clock) return { 'details.key': t('There is no such promise on this request.') };
  return clock.state === 'open' ? {} : { 'details.key': t('This promise has ended already.') };
}

function doneProblems({ reminderFactId }: FactDetails['reminder_done'], { facts }: FactSurroundings): Problems {
  const reminder = facts.find((fact) => fact.type === 'reminder' && fact.id === reminderFactId);
  if (reminder?.type !== 'reminder') return { 'details.reminderFactId': t('There is no such reminder on this request.') };
  const done = facts.some((fact) => fact.type === 'reminder_done' && fact.details.n === reminder.details.n);
  return done ? { 'details.reminderFactId': t('This reminder is done already.') } : {};
}
