import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import type { Context } from './context.js';
import { authenticate } from './features/accounts/authenticate.js';
import { isPermission, roleMay } from './features/accounts/permissions.js';
import { doorStates } from './features/replies/doors.queries.js';
import { createCsrf } from './platform/http/csrf.js';
import { notFound } from './platform/http/errors.js';
import { healthRoutes } from './platform/http/health.js';
import { type Ways, errorHandler, mountRoutes } from './platform/http/mount.js';
import { securityHeaders } from './platform/http/security.js';
import { sessions } from './platform/http/session.js';
import { assetRoutes } from './platform/static.js';
import { createViews } from './platform/views.js';
import { routes } from './routes.js';
import { pageShell } from './shell.js';

/** The whole request path: headers, health and assets, then session and form token, then every route the one way, then errors. */
export function createApp(deps: Context, options: { sessionSecret: string }): Express {
  const { config } = deps;
  const secure = config.publicUrl.startsWith('https:');
  const secret = config.secrets.sessionSecret ?? options.sessionSecret;
  const views = createViews({ cacheTemplates: config.nodeEnv !== 'development' });
  const csrf = createCsrf({ secret, secure });

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');

  app.use(securityHeaders({ secure }));
  app.use(healthRoutes(deps, () => doorStates(deps)));
  app.use(assetRoutes());
  app.use(cookieParser(), sessions({ pool: deps.pool, secret, secure }));
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  const ways: Ways = {
    deps,
    csrf,
    authenticate: (req) => authenticate(deps, req),
    permits: (actor, access) => isPermission(access) && roleMay(actor.role, access),
    show: async ({ req, res, actor }, page) => {
      const shell = await pageShell(deps, csrf, { req, res, actor }, page);
      const html = await views.render(page.view, { ...page.model, shell, layout: page.layout ?? 'main' });
      res.status(page.status ?? 200).type('html').send(html);
    },
  };
  mountRoutes(app, routes, ways);

  app.use(() => {
    throw notFound();
  });
  app.use(errorHandler(ways));
  return app;
}
