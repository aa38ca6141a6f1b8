import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AGENCY_ADDRESS, agencyId, determinationOf, readMail, textPart, untilLetter } from './cases.js';
import { type Member, type Office, REPLY_DOMAIN, backends, openOffice } from './office.js';
import { until } from './processes.js';

/** Whole processes start and stop here, on a machine that may be busy with other tests. */
jest.setTimeout(150_000);

describe.each(backends)('from an empty installation to a letter at the agency, jobs on %s', (backend) => {
  let office: Office;
  let owner: Member;
  beforeAll(async () => {
    office = await openOffice(backend);
    await office.startWeb();
    office.startWorker();
    owner = await office.setUp();
  }, 150_000);
  afterAll(() => office?.close());

  test('the printed link makes one group, and then no other', async () => {
    expect((await owner.browser.get('/people')).text).toContain('Olive Owner');
    const link = /make your group: (\S+)/.exec(office.web().output())?.[1] ?? '';
    expect((await owner.browser.get(link)).status).toBeGreaterThanOrEqual(400);
  });

  test('an advocate writes a letter page by page; a double click sends it once, as it was shown, from the group’s own reply address', async () => {
    const advocate = await office.invite(owner, 'advocate', 'Ada Advocate');
    const { browser } = advocate;
    const agency = await agencyId(advocate, 'lapd');
    await browser.get(`/compose/template?agency=${agency}`);
    const started = await browser.post('/compose', { agencyId: agency, template: 'cpra-alpr-sharing' });
    const requestId = /\/requests\/([^/]+)\//.exec(started.location ?? '')?.[1] ?? '';
    const version = (page: { text: string }) => /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? '';
    const items = await browser.get(`/requests/${requestId}/compose/items`);
    expect((await browser.post(`/requests/${requestId}/compose/items`, { version: version(items), act: 'continue' })).location).toMatch(/compose\/letter$/);
    const letterStep = await browser.get(`/requests/${requestId}/compose/letter`);
    await browser.post(`/requests/${requestId}/compose/letter`, { version: version(letterStep), act: 'continue', title: 'Plate-reader partners', feeCeiling: '25', signerName: 'Ada Advocate' });
    const shown = await advocate.api.post<{ text: string; gaps: unknown[] }>(`/requests/${requestId}/preview`);
    expect(shown.body.gaps).toEqual([]);
    const sendStep = await browser.get(`/requests/${requestId}/compose/send`);
    const { body: me } = await advocate.api.get<{ personId: string }>('/me');
    const form = { version: version(sendStep), channel: 'email', toAddress: AGENCY_ADDRESS, responsibleId: me.personId };
    const clicks = await Promise.all([browser.post(`/requests/${requestId}/compose/send`, form), browser.post(`/requests/${requestId}/compose/send`, form)]);
    expect(clicks.map((click) => click.status)).toEqual([303, 303]);
    const [letterId = ''] = clicks.flatMap((click) => /^\/letters\/(.+)$/.exec(click.location ?? '')?.[1] ?? []);

    const letter = await untilLetter(advocate, letterId, 'sent');
    expect(office.smtp.messages).toHaveLength(1);
    const [message] = office.smtp.messages;
    if (!message) throw new Error('the server got nothing');
    const { headers } = readMail(message.raw);
    expect(message.to).toEqual([AGENCY_ADDRESS]);
    expect(message.ehlo).toBe(REPLY_DOMAIN);
    expect(headers.get('message-id')).toBe(letter.messageId);
    expect(letter.messageId).toMatch(new RegExp(`^<[^@]+@${REPLY_DOMAIN}>$`));
    expect(headers.get('reply-to')).toContain(letter.replyAddress);
    expect(letter.replyAddress).toMatch(new RegExp(`@${REPLY_DOMAIN}$`));
    expect(textPart(message.raw).trimEnd()).toBe(letter.text.trimEnd());
    expect(letter.text).toBe(shown.body.text);

    expect((await advocate.api.get<{ state: string }>(`/requests/${requestId}`)).body.state).toBe('awaiting');
    expect(await determinationOf(advocate, requestId)).toMatchObject({ presumed: true, state: 'open' });
    const page = await browser.get(`/requests/${requestId}`);
    expect(page.text).toContain('Receipt presumed');
    expect(page.text).toContain('class="presumed-date"');
    expect(office.smtp.messages).toHaveLength(1);
  });

  test('SIGTERM ends the web process with exit 0', async () => {
    expect(await office.web().stop()).toBe(0);
    await until('the port is free', async () => fetch(office.origin).then(() => false, () => true));
  });
});
