/** A worker to be killed: looks at one campaign again and again, in a process of its own, until it is done or killed. */
import { readConfig } from '../../../../server/config.js';
import { stepCampaign } from '../../../../server/features/letters/campaigns/step-campaign.js';
import { createDb } from '../../../../server/platform/db.js';
import { createLogger } from '../../../../server/platform/logger.js';
import { createOutboxMailer } from '../../../../server/platform/mailer.outbox.js';
import type { JobQueue } from '../../../../server/platform/jobs.js';

const [url = '', groupId = '', campaignId = '', now = ''] = process.argv.slice(2);
const { db, close } = createDb({ url, maxConnections: 3 });
const jobs: JobQueue = { enqueue: async () => true, ready: async () => undefined, counts: async () => ({ waiting: 0, active: 0, delayed: 0, failed: 0 }), close: async () => undefined };
const clock = { now: () => new Date(now), rehearsalStart: null };
const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', REPLY_DOMAIN: 'replies.example.org', MAIL_FROM: 'records@example.org' });

await db.$queryRaw`SELECT 1`;
process.stdout.write('ready\n');
const deps = { db, clock, config, jobs, mailer: createOutboxMailer(), logger: createLogger('silent') };
while ((await stepCampaign(deps, { groupId, campaignId })) !== null);
process.stdout.write('done\n');
await close();
