import type { Response } from 'express';
import { z } from 'zod';
import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { sendFile } from '../documents/send-file.js';
import { hideInHtml } from './hide-in-html.js';
import { placeOf } from './mail-files.js';
import { mailOf } from './mail.queries.js';
import { inboxParams } from './messages.schemas.js';
import { messageFileNotFound } from './replies.errors.js';

const attachmentParams = inboxParams.extend({ n: z.coerce.number().int().min(0).max(100_000) });

export const mailFilePages: RouteDefinition[] = [
  page({
    method: 'get', path: '/replies/:messageId/raw', summary: 'A mail byte for byte, as it came', access: 'replies.read', params: inboxParams,
    handle: async ({ deps, actor, params, req, res }) => {
      const { raw, id } = await mailOf(deps.db, actor.groupId, params.messageId);
      if (!raw) throw messageFileNotFound();
      const { folder, sha256 } = placeOf(raw.fileKey);
      await sendFile(deps.files, { groupId: folder, sha256, size: raw.size, originalName: `${id}.eml`, mediaType: 'application/octet-stream' }, req, res);
      return { answered: true };
    },
  }),
  page({
    method: 'get', path: '/replies/:messageId/attachments/:n', summary: 'What came with a mail, byte for byte', access: 'replies.read', params: attachmentParams,
    handle: async ({ deps, actor, params, req, res }) => {
      const { files } = await mailOf(deps.db, actor.groupId, params.messageId);
      const file = files.find((one) => one.n === params.n);
      if (!file?.fileKey) throw messageFileNotFound();
      const { folder, sha256 } = placeOf(file.fileKey);
      await sendFile(deps.files, { groupId: folder, sha256, size: file.size, originalName: file.name, mediaType: file.mediaType }, req, res);
      return { answered: true };
    },
  }),
  page({
    method: 'get', path: '/replies/:messageId/html', summary: 'A mail as its sender laid it out, made harmless', access: 'replies.read', params: inboxParams,
    handle: async ({ deps, actor, params, res }) => {
      const mail = await mailOf(deps.db, actor.groupId, params.messageId);
      if (mail.html === '') throw messageFileNotFound();
      sendSandboxed(res, hideInHtml(mail.html, mail.text));
      return { answered: true };
    },
  }),
];

/** In an origin of its own, with nothing to load and nothing to run: what sanitising may have missed still reaches nobody. */
function sendSandboxed(res: Response, html: string): void {
  res.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'private, no-store',
  });
  res.send(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Message</title></head><body>${html}</body></html>`);
}
