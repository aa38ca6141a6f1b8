import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root: this file runs as `dist/server/platform/paths.js`. Templates, migrations and styles are read below it. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
