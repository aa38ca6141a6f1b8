import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../../context.js';
import { AppError } from '../errors.js';
import type { Actor } from './actor.js';
import { type Csrf, sentToken } from './csrf.js';
import { invalidInput, notAllowed, notFound, notSignedIn, tooManyCalls, unkeepableInput, wrongCsrfToken } from './errors.js';
import { networkOf } from './network.js';
import type { Call, PageResult, PageRoute, RouteDefinition } from './routes.js';
import { unkeepableAt } from './unkeepable.js';

/** What the platform does not know by itself and `app.ts` gives it. */
export interface Ways {
  readonly deps: Context;
  readonly csrf: Csrf;
  /** Who is calling: from the session or a bearer token; null for a stranger. */
  readonly authenticate: (req: Request) => Promise<Actor | null>;
  readonly permits: (actor: Actor, access: string) => boolean;
  /** Renders a view inside its layout and answers. */
  readonly show: (call: { req: Request; res: Response; actor: Actor | null }, page: Extract<PageResult, { view: string }>) => Promise<void>;
}

type AnyCall = Call<Actor | null, never, never, never>;

/** Mounts every route the one way there is: parse, who, may they, form token, handle, answer. */
export function mountRoutes(router: Router, routes: readonly RouteDefinition[], ways: Ways): void {
  const form = express.urlencoded({ extended: true, limit: '2mb', parameterLimit: 5000 });
  const json = express.json({ limit: '2mb' });
  for (const route of routes) {
    const parsers = route.upload || route.method === 'get' ? [] : [json, form];
    const limiter = route.perMinute ? new RateLimiterMemory({ points: route.perMinute, duration: 60 }) : null;
    router[route.method](route.path, ...parsers, async (req: Request, res: Response) => {
      if (limiter) await take(limiter, req);
      await answer(route, ways, req, res);
    });
  }
}

async function take(limiter: RateLimiterMemory, req: Request): Promise<void> {
  try {
    await limiter.consume(networkOf(req.ip ?? 'unknown'));
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw tooManyCalls(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    throw refusal;
  }
}

async function answer(route: RouteDefinition, ways: Ways, req: Request, res: Response): Promise<void> {
  const actor = await ways.authenticate(req);
  authorize(route, ways, actor);
  if (route.method !== 'get' && !route.upload && needsCsrf(route, actor) && !ways.csrf.holds(req, sentToken(req))) throw wrongCsrfToken();

  const guard = tokenGuard(route, ways, actor, req);
  const call = { deps: ways.deps, actor, req, res, holdsCsrf: guard.holds, params: parsed(route.params, req.params, notFound), query: parsed(route.query, req.query), body: undefined };
  if (route.kind === 'api') {
    const body = await route.handle({ ...call, body: parsed(route.body, req.body) } as unknown as AnyCall);
    guard.requirePassed();
    if (!res.headersSent) res.status(route.status ?? 200).json(body ?? {});
    return;
  }
  await show(await pageAnswer(route, call as unknown as AnyCall, guard), { req, res, actor }, ways);
}

/** Bearer tokens are never sent by a browser on its own, so only sessions and strangers' forms need the token. */
function needsCsrf(route: RouteDefinition, actor: Actor | null): boolean {
  if (actor?.via === 'token') return false;
  return route.kind === 'page' || actor !== null;
}

interface TokenGuard {
  readonly holds: (token: string | undefined) => boolean;
  readonly requirePassed: () => void;
}

/** Lets the handler of an upload check the form token it reads from the stream, and makes forgetting it a fault instead of a hole. */
function tokenGuard(route: RouteDefinition, ways: Ways, actor: Actor | null, req: Request): TokenGuard {
  const needed = needsCsrf(route, actor);
  let passed = !needed || !route.upload;
  return {
    holds(token) {
      if (!needed || ways.csrf.holds(req, token)) passed = true;
      return passed;
    },
    requirePassed() {
      if (!passed) throw new Error(`the handler of ${route.method} ${route.path} answered without checking the form token`);
    },
  };
}

function authorize(route: RouteDefinition, ways: Ways, actor: Actor | null): void {
  if (route.access === 'public') return;
  if (!actor) throw notSignedIn();
  if (route.access !== 'signed-in' && !ways.permits(actor, route.access)) throw notAllowed();
}

function parsed(schema: RouteDefinition['body'], value: unknown, otherwise?: () => AppError): unknown {
  if (!schema) return undefined;
  const unkeepable = unkeepableAt(value);
  if (unkeepable !== null) throw otherwise ? otherwise() : unkeepableInput(unkeepable);
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw otherwise ? otherwise() : invalidInput(result.error);
}

async function pageAnswer(route: PageRoute, call: AnyCall, guard: TokenGuard): Promise<PageResult> {
  try {
    const body = parsed(route.body, call.req.body);
    const result = await route.handle({ ...call, body } as unknown as AnyCall);
    guard.requirePassed();
    return result;
  } catch (error) {
    if (!(error instanceof AppError) || !route.again || error.status >= 500 || error.status === 404 || error.status === 429) throw error;
    const values = (call.req.body ?? {}) as Record<string, unknown>;
    const again = await route.again(call, { values, fields: error.fields, message: error.message, error });
    return 'view' in again ? { ...again, status: error.status } : again;
  }
}

async function show(result: PageResult, call: { req: Request; res: Response; actor: Actor | null }, ways: Ways): Promise<void> {
  if ('answered' in result) return;
  if ('redirect' in result) {
    if (result.flash) call.req.session.flash = result.flash;
    await saved(call.req);
    call.res.redirect(303, result.redirect);
    return;
  }
  await ways.show(call, result);
}

/** A redirect must not overtake the session's write, or the next page misses the message. */
function saved(req: Request): Promise<void> {
  // A stranger's empty session is no reason for a row.
  if (!Object.keys(req.session ?? {}).some((key) => key !== 'cookie')) return Promise.resolve();
  return new Promise((resolve, reject) => {
    req.session.save((error: unknown) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve()));
  });
}

/** The one error handler: a page for people, JSON for programs; only 5xx is an error in the log. */
export function errorHandler(ways: Ways) {
  return async (error: unknown, req: Request, res: Response, next: NextFunction): Promise<void> => {
    const known = asAppError(error);
    if (known.status >= 500) ways.deps.logger.error({ err: error, method: req.method, route: routeOf(req) }, 'request failed');
    if (res.headersSent) {
      next(error);
      return;
    }
    if (known.retryAfter) res.set('Retry-After', String(known.retryAfter));
    if (wantsJson(req)) {
      res.status(known.status).json({ error: { code: known.code, message: known.message, fields: known.fields } });
      return;
    }
    if (known.code === 'http.not-signed-in' && req.method === 'GET') {
      res.redirect(303, `/sign-in?next=${encodeURIComponent(req.originalUrl)}`);
      return;
    }
    const actor = await ways.authenticate(req).catch(() => null);
    await ways.show({ req, res, actor }, { view: 'errors/error', title: known.message, status: known.status, layout: actor ? 'main' : 'bare', model: { kicker: String(known.status), title: known.message, problems: Object.values(known.fields) } });
  };
}

/** The route's pattern: an address may hold the secret of an invitation or of a one-time link, which no log may keep. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  return route && typeof route === 'object' && 'path' in route ? String(route.path) : 'none';
}

function wantsJson(req: Request): boolean {
  return req.path.startsWith('/api/') || req.get('accept') === 'application/json';
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = error && typeof error === 'object' && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  if (status === 413) return new AppError('http.too-large', { status, message: 'What was sent is too large for this form.', cause: error });
  if (status >= 400 && status < 500) return new AppError('http.bad-request', { status, message: 'What was sent could not be read. Check its form and send it again.', cause: error });
  return new AppError('http.unexpected', { status: 500, message: 'Something went wrong here, and it has been noted. Nothing you sent was half-saved; try again in a moment.', cause: error });
}
