import type { Context } from '../server/context.js';
import { sweepSessions } from '../server/features/accounts/sweep-sessions.js';
import { recalculateMany } from '../server/features/deadlines/recalculate-many.js';
import { sweepDeadlines } from '../server/features/deadlines/sweep-deadlines.js';
import { sweepFiles } from '../server/features/documents/sweep-files.js';
import { stepCampaign } from '../server/features/letters/campaigns/step-campaign.js';
import { sweepCampaigns } from '../server/features/letters/campaigns/sweep-campaigns.js';
import { deliverLetter } from '../server/features/letters/deliver-letter.js';
import { askForReceipt } from '../server/features/letters/follow-ups/ask-for-receipt.js';
import { sweepReceipts } from '../server/features/letters/follow-ups/sweep-receipts.js';
import { sweepLetters } from '../server/features/letters/sweep-letters.js';
import { sendDigest } from '../server/features/notices/send-digest.js';
import { sendMailNotices } from '../server/features/notices/send-mail-notices.js';
import { sendNotice } from '../server/features/notices/send-notice.js';
import { sweepNotices } from '../server/features/notices/sweep-notices.js';
import { processMail } from '../server/features/replies/process-mail.js';
import { sweepMail } from '../server/features/replies/sweep-mail.js';
import type { Handlers } from './run-job.js';

/** Job name → use case. The compiler demands every job of the catalogue. */
export const handlers: Handlers<Context> = {
  'letter.deliver': async (deps, payload) => {
    await deliverLetter(deps, payload);
  },
  'letter.sweep': async (deps) => {
    await sweepLetters(deps);
  },
  'notice.send': async (deps, payload) => {
    await sendNotice(deps, payload);
  },
  'digest.send': async (deps, payload) => {
    await sendDigest(deps, payload);
  },
  'mail-notice.send': async (deps, payload) => {
    await sendMailNotices(deps, payload);
  },
  'notice.sweep': async (deps) => {
    await sweepNotices(deps);
  },
  'deadline.recalculate': async (deps, payload) => {
    await recalculateMany(deps, payload);
  },
  'deadline.sweep': async (deps) => {
    await sweepDeadlines(deps);
  },
  'campaign.step': async (deps, payload) => {
    await stepCampaign(deps, payload);
  },
  'campaign.sweep': async (deps) => {
    await sweepCampaigns(deps);
  },
  'receipt.ask': async (deps, payload) => {
    await askForReceipt(deps, payload);
  },
  'receipt.sweep': async (deps) => {
    await sweepReceipts(deps);
  },
  'mail.process': async (deps, payload) => {
    await processMail(deps, payload);
  },
  'mail.sweep': async (deps) => {
    await sweepMail(deps);
  },
  'file.sweep': async (deps) => {
    await sweepFiles(deps);
  },
  'session.sweep': async (deps) => {
    await sweepSessions(deps);
  },
};
