import path from 'node:path';
import type { Config } from '../config.js';
import { createDiskFileStore } from './files.disk.js';
import type { FileStore } from './files.js';
import { createS3FileStore } from './files.s3.js';

/** The file store the settings name: the bucket, or the folder `files` of the data folder. Connects on first use. */
export function openFiles(config: Config): FileStore {
  return config.secrets.s3 ? createS3FileStore(config.secrets.s3) : createDiskFileStore(path.join(config.dataDir, 'files'));
}
