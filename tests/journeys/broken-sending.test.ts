import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type LetterRecord, approveLetter, letterOf, timelineOf, untilLetter } from './cases.js';
import { type Member, type Office, backends, openOffice } from './office.js';
import { until } from './processes.js';

/** Whole processes start and stop here, on a machine that may be busy with other tests. */
jest.setTimeout(150_000);

/** Past the longest a send can last, so that a claim left by a crash is stale. */
const LATER_MS = 11 * 60_000;
const later = () => new Date(performance.timeOrigin + performance.now() + LATER_MS).toISOString();

describe.each(backends)('the sending breaks off after the server took the letter, jobs on %s', (backend) => {
  let office: Office;
  let advocate: Member;
  beforeAll(async () => {
    office = await openOffice(backend);
    await office.startWeb();
    advocate = await office.invite(await office.setUp(), 'advocate', 'Ada Advocate');
  }, 150_000);
  afterAll(() => office?.close());

  const resolve = async (letter: LetterRecord, outcome: 'went' | 'did_not_go') => {
    const page = await advocate.browser.get(`/letters/${letter.id}`);
    expect(page.text).toContain(`/letters/${letter.id}/resolve`);
    expect((await advocate.browser.post(`/letters/${letter.id}/resolve`, { outcome })).status).toBe(303);
  };

  test('the line drops after the last byte: the letter is unclear, is not sent again, and a person says that it went', async () => {
    office.smtp.behave({ drop: 'after-message' });
    const worker = await office.startWorkerAt(new Date(performance.timeOrigin + performance.now()).toISOString());
    const sent = await approveLetter(advocate);
    const letter = await untilLetter(advocate, sent.letterId, 'uncertain');
    office.smtp.behave({});
    await new Promise((done) => setTimeout(done, 1_500));
    expect(office.smtp.messages).toHaveLength(1);
    await resolve(letter, 'went');
    expect((await letterOf(advocate, letter.id)).state).toBe('sent');
    expect((await advocate.api.get<{ state: string }>(`/requests/${sent.requestId}`)).body.state).toBe('awaiting');
    expect(office.smtp.messages).toHaveLength(1);
    await worker.stop();
  });

  test('the worker dies with -9 while the server holds the letter: the next worker asks a person instead of sending; told it did not go, it sends', async () => {
    office.smtp.behave({ hang: 'message' });
    const before = office.smtp.messages.length;
    const doomed = office.startWorker();
    const sent = await approveLetter(advocate);
    await until('the server has taken the letter', async () => office.smtp.messages.length === before + 1);
    await doomed.stop('SIGKILL');
    office.smtp.behave({});
    expect((await letterOf(advocate, sent.letterId)).state).toBe('sending');
    const worker = await office.startWorkerAt(later());
    const letter = await untilLetter(advocate, sent.letterId, 'uncertain');
    // Longer than the dead worker's lock on its job: by then the queue has offered the job again.
    await new Promise((done) => setTimeout(done, 6_000));
    expect(office.smtp.messages).toHaveLength(before + 1);
    expect((await letterOf(advocate, sent.letterId)).state).toBe('uncertain');
    await resolve(letter, 'did_not_go');
    await untilLetter(advocate, sent.letterId, 'sent');
    expect(office.smtp.messages).toHaveLength(before + 2);
    const types = (await timelineOf(advocate, sent.requestId)).map((event) => event.type);
    for (const type of ['letter.frozen', 'letter.uncertain', 'letter.not-gone', 'letter.sent']) expect(types.filter((one) => one === type)).toHaveLength(1);
    await worker.stop();
  });

  test('SIGTERM amid a send: the worker waits for the server’s answer, records it, and ends with 0', async () => {
    const before = office.smtp.messages.length;
    office.smtp.behave({ hang: 'message' });
    const worker = office.startWorker();
    const sent = await approveLetter(advocate);
    await until('the server has taken the letter', async () => office.smtp.messages.length === before + 1);
    const ended = worker.stop('SIGTERM');
    await new Promise((done) => setTimeout(done, 500));
    expect((await letterOf(advocate, sent.letterId)).state).toBe('sending');
    office.smtp.answer();
    office.smtp.behave({});
    expect(await ended).toBe(0);
    expect((await letterOf(advocate, sent.letterId)).state).toBe('sent');
    expect(office.smtp.messages).toHaveLength(before + 1);
  });
});
