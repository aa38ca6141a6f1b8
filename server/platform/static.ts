import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { projectRoot } from './paths.js';

const require = createRequire(import.meta.url);
const compress = promisify(gzip);

/** Folders whose files are served, by the first part of an asset's name. */
const FOLDERS: Readonly<Record<string, string>> = {
  uswds: packageFolder('@uswds/uswds', 'dist'),
  htmx: packageFolder('htmx.org', 'dist'),
  scripts: path.join(projectRoot, 'templates', 'scripts'),
  images: path.join(projectRoot, 'templates', 'images'),
};

/** Our style sheet is its parts, in the order of their names. */
const STYLES = path.join(projectRoot, 'templates', 'styles');
const STYLE_SHEET = 'tenday.css';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = new Set(['.css', '.js', '.svg']);

/** A package's folder by way of its entry point: `@uswds/uswds` and `htmx.org` don't export their package.json. */
function packageFolder(name: string, inside: string): string {
  const entry = require.resolve(name);
  const root = entry.slice(0, entry.lastIndexOf(path.join('node_modules', name)) + path.join('node_modules', name).length);
  return path.join(root, inside);
}

function readStyleSheet(): string {
  const parts = fs.readdirSync(STYLES).filter((file) => file.endsWith('.css')).sort();
  return parts.map((file) => fs.readFileSync(path.join(STYLES, file), 'utf8')).join('\n');
}

/** Changes whenever anything served may have changed, so that addresses can be cached for ever. */
function readVersion(): string {
  const hash = createHash('sha256').update(readStyleSheet());
  for (const name of ['@uswds/uswds', 'htmx.org']) hash.update(fs.readFileSync(path.join(packageFolder(name, ''), 'package.json')));
  for (const folder of ['scripts', 'images']) for (const file of filesOf(FOLDERS[folder])) hash.update(file).update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function filesOf(folder: string | undefined): string[] {
  if (!folder || !fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).sort().map((name) => path.join(folder, name)).filter((file) => fs.statSync(file).isFile());
}

const version = readVersion();

/**
 * Address of an asset by its name: `tenday.css`, `scripts/tenday.js`, `uswds/css/uswds.min.css`, `uswds/img/sprite.svg`,
 * `htmx/htmx.min.js`. The version in it lets a browser keep it for a year.
 */
export function assetPath(name: string): string {
  return `/assets/${version}/${name}`;
}

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly zipped: Buffer | null;
}

/** The asset's bytes, or null when there is no such asset. Only names below the known folders are ever read. */
async function readAsset(name: string): Promise<Asset | null> {
  const extension = path.extname(name);
  const type = TYPES[extension];
  if (!type) return null;
  const bytes = name === STYLE_SHEET ? Buffer.from(readStyleSheet()) : await readFile(name);
  return bytes && { type, bytes, zipped: COMPRESSIBLE.has(extension) ? await compress(bytes) : null };
}

async function readFile(name: string): Promise<Buffer | null> {
  const [first = '', ...rest] = name.split('/');
  const folder = Object.hasOwn(FOLDERS, first) ? FOLDERS[first] : undefined;
  if (!folder || rest.length === 0) return null;
  const file = path.resolve(folder, ...rest);
  if (!file.startsWith(folder + path.sep)) return null;
  return fs.promises.readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}

/**
 * Serves `/assets/<version>/<name>`: text compressed, this version's addresses cached for a year. An address of another
 * version (a page kept open across an update) gets today's file, not to be kept. Unknown names fall through to 404.
 */
export function assetRoutes(): Router {
  const router = express.Router();
  const kept = new Map<string, Asset>();
  router.get('/assets/:version/*name', async (req: Request, res: Response, next: NextFunction) => {
    const name = [req.params.name ?? []].flat().join('/');
    const asset = kept.get(name) ?? (await readAsset(name));
    if (!asset) return next();
    kept.set(name, asset);
    res.set('Cache-Control', req.params.version === version ? 'public, max-age=31536000, immutable' : 'no-cache');
    res.type(asset.type).vary('Accept-Encoding');
    if (asset.zipped && req.acceptsEncodings('gzip') === 'gzip') res.set('Content-Encoding', 'gzip').send(asset.zipped);
    else res.send(asset.bytes);
  });
  return router;
}
