import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { takeMailUploads } from './take-mail-uploads.js';
import { mailUploadOut } from './upload.schemas.js';

export const uploadApi: RouteDefinition[] = [
  api({
    method: 'post', path: '/api/v1/mail', tag: 'Replies', access: 'replies.handle', upload: true, status: 201, response: mailUploadOut,
    summary: 'Keep mail as .eml, .mbox or Outlook .msg, several files at once; it is read and filed, or held, next. Field `requestId` before the files: where it belongs.',
    handle: async (call) => {
      const { taken, refused } = await takeMailUploads(call.deps, call.actor, call);
      return {
        files: taken.map(({ originalName, mails, already, rawMailIds }) => ({ originalName, mails, already, mailIds: [...rawMailIds] })),
        refused: refused.map(({ originalName, error }) => ({ originalName, code: error.code, message: error.message })),
      };
    },
  }),
];
