import { formatInstant } from '../../../platform/views-dates.js';
import type { StateWord } from '../../../platform/views-parts.view.js';
import { t } from '../../../platform/words.js';
import type { CampaignStateName, Stage } from './campaign.js';

export function campaignStateWord(state: CampaignStateName): StateWord {
  const words: Record<CampaignStateName, () => StateWord> = {
    draft: () => ({ tone: 'quiet', words: t('Being written') }),
    checked: () => ({ tone: 'waiting', words: t('Checked, not started') }),
    canary: () => ({ tone: 'waiting', words: t('First letters') }),
    running: () => ({ tone: 'waiting', words: t('Under way') }),
    paused: () => ({ tone: 'unsent', words: t('Paused') }),
    recalled: () => ({ tone: 'closed', words: t('Taken back') }),
    done: () => ({ tone: 'done', words: t('All letters let go') }),
  };
  return words[state]();
}

/** How far an agency's letter is. */
export function stageWord(stage: Stage): StateWord {
  const words: Record<Stage, () => StateWord> = {
    planned: () => ({ tone: 'quiet', words: t('Planned') }),
    waiting: () => ({ tone: 'quiet', words: t('Waits for its turn') }),
    queued: () => ({ tone: 'waiting', words: t('On the way to the mail server') }),
    sent: () => ({ tone: 'done', words: t('Sent') }),
    by_hand: () => ({ tone: 'unsent', words: t('Not sent: by hand') }),
    trouble: () => ({ tone: 'problem', words: t('Needs a person') }),
    recalled: () => ({ tone: 'closed', words: t('Taken back, not sent') }),
  };
  return words[stage]();
}

/** “2 minutes”, “90 seconds”, “an hour”: a pace or how long it takes. */
export function lengthOf(seconds: number): string {
  if (seconds < 120 && seconds % 60 !== 0) return t.count(seconds, '{n} second', '{n} seconds');
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return t.count(minutes, '{n} minute', '{n} minutes');
  return t.count(Math.round(minutes / 60), '{n} hour', '{n} hours');
}

/** “Tue, Nov 24, 10:45 am PST”: before when nothing of a campaign leaves, in the person's zone; null once that is past. */
export function leavesAt(notBefore: Date | null, { zone, now }: { zone: string; now: Date }): string | null {
  return notBefore !== null && notBefore > now ? formatInstant(notBefore, zone, { zoneName: true }) : null;
}

/** What is said once a campaign is started. */
export function startedSays(state: 'canary' | 'running', when: string | null): string {
  if (state === 'canary') return when === null ? t('Started: the first letters go now.') : t('Started. The first letters go at {when}; until then you can take them all back.', { when });
  return when === null ? t('Started.') : t('Started. The letters go from {when} on; until then you can take them all back.', { when });
}

/** What is said once a campaign is let go on. */
export function goesOnSays(when: string | null): string {
  return when === null ? t('It goes on.') : t('It goes on. Nothing more leaves before {when}; until then you can pause it or take it back.', { when });
}

/** What is said once later letters are approved together. */
export function approvedTogetherSays(approved: number, when: string | null): string {
  if (when === null) return t.count(approved, '{n} letter is approved; it goes in its turn.', '{n} letters are approved; they go in their turn.');
  return t.count(approved, '{n} letter is approved. It goes in its turn, not before {when}; until then you can pause the campaign.', '{n} letters are approved. They go in their turn, none before {when}; until then you can pause the campaign.', { when });
}
