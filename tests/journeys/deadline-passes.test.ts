import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AGENCY_ADDRESS, TITLE, type SentLetter, approveLetter, determinationOf, mailsTo, readMail, untilLetter } from './cases.js';
import { type Member, type Office, backends, morningOf, moveClock, openOffice, plusDays } from './office.js';
import { type TendayProcess, until } from './processes.js';

/** Whole processes start and stop here, on a machine that may be busy with other tests. */
jest.setTimeout(150_000);

describe.each(backends)('a deadline comes and passes, jobs on %s', (backend) => {
  let office: Office;
  let advocate: Member;
  let lawyer: Member;
  let request: SentLetter;
  let second: SentLetter;
  let due: string;
  let assertAfter: string;
  let workers: TendayProcess[] = [];

  beforeAll(async () => {
    office = await openOffice(backend);
    await office.startWeb();
    const owner = await office.setUp();
    advocate = await office.invite(owner, 'advocate', 'Ada Advocate');
    lawyer = await office.invite(owner, 'lawyer', 'Lou Lawyer');
    const worker = office.startWorker();
    request = await approveLetter(advocate);
    await untilLetter(advocate, request.letterId, 'sent');
    await worker.stop();
    ({ due, assertAfter } = await determinationOf(advocate, request.requestId));
  }, 150_000);
  afterAll(() => office?.close());

  const notices = (member: Member, number: string) => mailsTo(office, member.email).filter((mail) => (mail.headers.get('subject') ?? '').includes(number));
  /** Every row of the ledger has come to its end, and a few more sweeps have passed. */
  const settled = async (count: number) => {
    await until(`${count} notices are settled`, async () => {
      const [row] = await office.query<{ open: string; ended: string }>("SELECT count(*) FILTER (WHERE state IN ('pending', 'claimed')) AS open, count(*) FILTER (WHERE state = 'sent') AS ended FROM notices");
      return row?.open === '0' && row.ended === String(count);
    });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  };
  const moveAll = (instant: string) => Promise.all(workers.map((worker) => moveClock(worker, instant)));

  test('three days before, one worker is killed amid its mails; two others bring one notice to each person concerned', async () => {
    const early = plusDays(due, -3);
    office.smtp.behave({ hang: 'greeting' });
    const doomed = await office.startWorkerAt(morningOf(early));
    await until('the doomed worker holds both notices', async () => (await office.query("SELECT 1 FROM notices WHERE state = 'claimed'")).length === 2);
    expect(await doomed.stop('SIGKILL')).toBeNull();
    office.smtp.behave({});
    workers = await Promise.all([office.startWorkerAt(`${early}T17:10:00Z`), office.startWorkerAt(`${early}T17:10:00Z`)]);
    await settled(2);
    for (const member of [advocate, lawyer]) {
      const [mail, ...more] = notices(member, request.number);
      expect(more).toEqual([]);
      expect(mail?.text).toContain(request.number);
      expect(mail?.text).toMatch(new RegExp(`${office.origin}/notices/[0-9a-f-]{36}`));
      expect(`${mail?.headers.get('subject')} ${mail?.text}`).toContain(String(Number(due.slice(8))));
      for (const secret of [TITLE, 'Ada', 'Lou', 'LAPD', 'Police', 'Harbor Records']) expect(mail?.raw.toString()).not.toContain(secret);
    }
  });

  test('after days off, what was missed comes once: the day itself, not the days before it', async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    const worker = office.startWorker();
    second = await approveLetter(advocate);
    await untilLetter(advocate, second.letterId, 'sent');
    await worker.stop();
    workers = await Promise.all([office.startWorkerAt(morningOf(plusDays(due, 1))), office.startWorkerAt(morningOf(plusDays(due, 1)))]);
    await settled(6);
    for (const member of [advocate, lawyer]) {
      expect(notices(member, request.number)).toHaveLength(2);
      expect(notices(member, second.number)).toHaveLength(1);
    }
  });

  test('nobody is late on a presumed receipt; once it is confirmed, one notice each says so', async () => {
    await moveAll(morningOf(plusDays(assertAfter, 1)));
    await settled(6);
    const { body } = await advocate.api.get<{ facts: { date: string; type: string }[] }>(`/requests/${request.requestId}/facts`);
    const date = body.facts.find((fact) => fact.type === 'received')?.date;
    const confirmed = await advocate.api.post(`/requests/${request.requestId}/facts`, { type: 'received', date, basis: 'person' });
    expect(confirmed.status).toBe(201);
    await settled(8);
    for (const member of [advocate, lawyer]) {
      expect(notices(member, request.number).map((mail) => mail.headers.get('subject')).filter((subject) => subject?.includes('late'))).toHaveLength(1);
      expect(notices(member, second.number)).toHaveLength(1);
    }
  });

  test('a queue emptied under running workers loses nothing', async () => {
    await office.emptyQueue();
    const { body } = await advocate.api.get<{ facts: { date: string; type: string }[] }>(`/requests/${second.requestId}/facts`);
    const date = body.facts.find((fact) => fact.type === 'received')?.date;
    expect((await advocate.api.post(`/requests/${second.requestId}/facts`, { type: 'received', date, basis: 'person' })).status).toBe(201);
    await settled(10);
    expect(notices(lawyer, second.number)).toHaveLength(2);
  });

  test('a letter whose job was lost with the queue is found by the sweep and sent once', async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    const lost = await approveLetter(advocate);
    await office.emptyQueue();
    const before = mailsTo(office, AGENCY_ADDRESS).length;
    workers = [await office.startWorkerAt(new Date(performance.timeOrigin + performance.now() + 120_000).toISOString())];
    await untilLetter(advocate, lost.letterId, 'sent');
    expect(mailsTo(office, AGENCY_ADDRESS)).toHaveLength(before + 1);
  });

  test('no Message-ID was used for two messages', () => {
    const ids = office.smtp.messages.map((message) => readMail(message.raw).headers.get('message-id'));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
