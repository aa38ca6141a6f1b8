import type { Request, Response } from 'express';
import { doubleCsrf } from 'csrf-csrf';

export interface Csrf {
  /** The token a form on this response carries. */
  token(req: Request, res: Response): string;
  /** Whether a token sent in a header or a form field belongs to this visitor. */
  holds(req: Request, token: string | undefined): boolean;
}

/** Signed double-submit tokens (csrf-csrf), bound to the signed-in session. */
export function createCsrf(options: { secret: string; secure: boolean }): Csrf {
  const tokens = new WeakMap<Request, string | undefined>();
  const { generateCsrfToken, validateRequest } = doubleCsrf({
    getSecret: () => options.secret,
    getSessionIdentifier: (req) => (req.session.personId ? req.session.id : 'visitor'),
    cookieName: options.secure ? '__Host-tenday-form' : 'tenday-form',
    cookieOptions: { sameSite: 'lax', secure: options.secure, httpOnly: true, path: '/' },
    getCsrfTokenFromRequest: (req) => tokens.get(req),
  });
  return {
    token: (req, res) => generateCsrfToken(req, res),
    holds(req, token) {
      tokens.set(req, token);
      return validateRequest(req);
    },
  };
}

/** The token of an ordinary form or of a script's header. */
export function sentToken(req: Request): string | undefined {
  const header = req.get('x-csrf-token');
  if (header) return header;
  const body: unknown = req.body;
  if (body && typeof body === 'object' && '_csrf' in body && typeof body._csrf === 'string') return body._csrf;
  return undefined;
}

