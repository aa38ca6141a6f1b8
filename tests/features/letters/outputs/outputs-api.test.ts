import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createDraft } from '../../../../server/features/letters/create-draft.js';
import { startFollowUp } from '../../../../server/features/letters/follow-ups/start-follow-up.js';
import { recordDelivery } from '../../../../server/features/letters/record-delivery.js';
import { sendLetter } from '../../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../../support/world.js';
import { docxPart, pdfPages } from './read-back.js';

let world: World;
let owner: Actor;
let token: string;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  token = await world.tokenOf(owner);
});
afterAll(() => world.close());

const file = (address: string, as = token) => request(world.app).get(`/api/v1${address}`).set('Authorization', `Bearer ${as}`).responseType('blob');

async function words(address: string): Promise<string> {
  const { status, headers, body } = await file(address);
  expect([address, status]).toEqual([address, 200]);
  const bytes = body as Buffer;
  if (address.endsWith('.pdf')) {
    expect(headers['content-type']).toBe('application/pdf');
    return (await pdfPages(bytes)).join(' ').replace(/\s+/g, ' ');
  }
  expect(headers['content-type']).toContain('wordprocessingml');
  const parts = await Promise.all(['word/document.xml', 'word/header1.xml', 'word/header2.xml'].map((name) => docxPart(bytes, name)));
  return parts.join(' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('letters as files, for programs', () => {
  test('a draft says that it is one, the letter approved does not; a follow-up too', async () => {
    const { id } = await createDraft(world.context, owner, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-access-logs', fields: { signerName: 'Ilse Marrowby' } });
    for (const kind of ['pdf', 'docx']) {
      const draft = await words(`/requests/${id}/preview.${kind}`);
      expect(draft).toContain('Searches by the Department');
      expect(draft).toMatch(/\bDraft\b/);
    }
    const { letterId } = await sendLetter(world.context, owner, { requestId: id, version: null, channel: 'portal' });
    for (const kind of ['pdf', 'docx']) {
      const letter = await words(`/letters/${letterId}/letter.${kind}`);
      expect(letter).toContain('Ilse Marrowby');
      expect(letter).not.toMatch(/\bDraft\b/);
    }
    expect((await file(`/requests/${id}/preview.pdf`)).status).toBe(409);
    await recordDelivery(world.context, owner, { letterId, channel: 'portal', date: '2026-11-24' });
    const { id: draftId } = await startFollowUp(world.context, owner, { requestId: id, templateSlug: 'cpra-withdrawal' });
    const followUp = await file(`/requests/${id}/letter-drafts/${draftId}/preview.pdf`);
    expect(followUp.status).toBe(200);
    expect((await pdfPages(followUp.body as Buffer)).join(' ')).toMatch(/\bDraft\b/);
  });

  test('nobody else’s', async () => {
    const { id } = await createDraft(world.context, owner, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
    const stranger = await world.tokenOf(await world.addGroup('Tide Table'));
    for (const kind of ['pdf', 'docx']) expect((await file(`/requests/${id}/preview.${kind}`, stranger)).status).toBe(404);
  });

  test('the document of the API says which answers are files', async () => {
    const { body } = await request(world.app).get('/api/v1/openapi.json');
    const { paths } = body as { paths: Record<string, { get?: { responses: Record<string, { content?: Record<string, unknown> }> } }> };
    expect(Object.keys(paths['/api/v1/letters/{letterId}/letter.pdf']?.get?.responses['200']?.content ?? {})).toEqual(['application/pdf']);
  });
});
