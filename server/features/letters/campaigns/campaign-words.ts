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
