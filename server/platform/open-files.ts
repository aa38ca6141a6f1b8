import path from 'node:path';
import type { Config } from '../config.js';
import { createDiskFileStore } from './files.disk.js';
import type { FileStore } from './files.js';

/** The file store the settings name: the bucket, or the folder `files` of the data folder. Connects on first use. */
export async function openFiles(config: Config): Promise<FileStore> {
  if (!config.secrets.s3) return createDiskFileStore(path.join(config.dataDir, 'files'));
  // The client of S3 is a fifth of a process's start, and most groups have a disk.
  const { createS3FileStore } = await import('./files.s3.js');
  return createS3FileStore(config.secrets.s3);
}
