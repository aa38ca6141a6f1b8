import { randomInt } from 'node:crypto';
import type { SmtpBehaviour } from '../support/smtp-server.js';
import { type SentLetter, approveLetter, letterOf } from './cases.js';
import type { Member, Office } from './office.js';
import { type TendayProcess, until } from './processes.js';

/** Everything a mail server does to a sender; good health is the likeliest. */
const WEATHER: readonly SmtpBehaviour[] = [
  {}, {}, {}, {}, {}, {},
  { drop: 'after-message' }, { drop: 'amid-message' }, { drop: 'sender' },
  { hang: 'message' }, { hang: 'greeting' },
  { refuse: { at: 'recipient', code: 451, text: '4.7.1 Try again later' } },
  { refuse: { at: 'message', code: 421, text: '4.3.2 Shutting down' } },
  // About the message: an address that does not exist would have the next letter ask a person first.
  { refuse: { at: 'recipient', code: 550, text: '5.7.1 Not accepted here' } },
];

/** What a person reads on the page of a letter that nothing will move any more. */
const SAYS: Readonly<Record<string, RegExp>> = {
  sent: /It went by e-mail on/,
  refused: /The mail server refused it for good; nothing went out/,
  uncertain: /so it may have gone/,
};
const MOST_HOURS_OF_RETRIES = 8;
/** From a letter's approval to the kill: before it is claimed, amid the talk with the server, and after. */
const LONGEST_LIFE_MS = 1_000;

export interface KillCount {
  readonly kills: number;
  readonly letters: number;
  readonly sent: number;
  readonly refused: number;
  readonly uncertain: number;
  /** Of the unclear ones, those the server has. */
  readonly uncertainButTaken: number;
}

/**
 * Sends letters while workers are killed with -9 at any moment, two at work at once, and the mail server misbehaves; then lets a last worker
 * of some hours later come to an end with all of them.
 * @throws an assertion's error naming the letter that went twice, is called sent and was not, was refused and went, or tells a person nothing
 */
export async function killWorkers(office: Office, advocate: Member, kills: number): Promise<KillCount> {
  const letters: SentLetter[] = [];
  let [older, newer] = [await workerNow(office), await workerNow(office)];
  for (let n = 0; n < kills; n += 1) {
    const next = workerNow(office);
    office.smtp.behave(WEATHER[randomInt(WEATHER.length)] ?? {});
    letters.push(await approveLetter(advocate));
    await new Promise((resolve) => setTimeout(resolve, randomInt(0, LONGEST_LIFE_MS)));
    await older.stop('SIGKILL');
    [older, newer] = [newer, await next];
  }
  office.smtp.behave({});
  office.smtp.answer();
  await Promise.all([older.stop(), newer.stop()]);
  const last = await office.startWorkerAt(new Date(performance.timeOrigin + performance.now() + MOST_HOURS_OF_RETRIES * 3_600_000).toISOString());
  await until('every letter has come to an end', async () => (await office.query("SELECT 1 FROM letters WHERE state IN ('queued', 'sending')")).length === 0, 300_000);
  await last.stop();
  return count(office, advocate, { letters, kills });
}

/** A worker whose clock is right and whose sweeps run twice a second. */
const workerNow = (office: Office): Promise<TendayProcess> => office.startWorkerAt(new Date(performance.timeOrigin + performance.now()).toISOString());

async function count(office: Office, advocate: Member, { letters, kills }: { letters: readonly SentLetter[]; kills: number }): Promise<KillCount> {
  const counts = { sent: 0, refused: 0, uncertain: 0, uncertainButTaken: 0 };
  for (const { letterId } of letters) {
    const { state, messageId } = await letterOf(advocate, letterId);
    const copies = office.smtp.messages.filter((message) => message.raw.includes(messageId)).length;
    if (copies > 1) throw new Error(`the letter ${letterId} went ${copies} times`);
    if (state !== 'sent' && state !== 'refused' && state !== 'uncertain') throw new Error(`the letter ${letterId} is left ${state}`);
    if (state === 'sent' && copies !== 1) throw new Error(`the letter ${letterId} is called sent, and no server has it`);
    if (state === 'refused' && copies !== 0) throw new Error(`the letter ${letterId} is called refused, and a server has it`);
    const page = await advocate.browser.get(`/letters/${letterId}`);
    if (!SAYS[state]?.test(page.text)) throw new Error(`the page of ${letterId}, ${state}, does not say what happened`);
    counts[state] += 1;
    if (state === 'uncertain') counts.uncertainButTaken += copies;
  }
  return { kills, letters: letters.length, ...counts };
}

/** One line for the log. */
export function told({ kills, letters, sent, refused, uncertain, uncertainButTaken }: KillCount): string {
  return `${kills} kills, ${letters} letters: ${sent} sent once, ${refused} refused, ${uncertain} left for a person (${uncertainButTaken} of them at the server), none twice\n`;
}
