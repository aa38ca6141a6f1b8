import { type Result, printTable, writeResult } from './measure.js';
import { campaignsBench } from './campaigns.bench.js';
import { feedsBench } from './feeds.bench.js';
import { lettersBench } from './letters.bench.js';
import { mailBench } from './mail.bench.js';
import { noticesBench } from './notices.bench.js';
import { pagesBench } from './pages.bench.js';
import { recalculationBench } from './recalculation.bench.js';
import { repliesBench } from './replies.bench.js';
import { startBenchServer } from './server.js';
import { sweepBench } from './sweep.bench.js';
import { statutesBench } from './statutes.bench.js';
import { uploadsBench } from './uploads.bench.js';

const BENCHES: Readonly<Record<string, () => Promise<Result>>> = { pages: pagesBench, notices: noticesBench, sweep: sweepBench, recalculation: recalculationBench, uploads: uploadsBench, statutes: statutesBench, feeds: feedsBench, campaigns: campaignsBench, letters: lettersBench, mail: mailBench, replies: repliesBench };

/** `npm run bench [-- name …]`: prints a table each and writes `tests/bench/results/<name>.json`. */
async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown) {
    process.stderr.write(`There is no bench “${unknown}”. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
    return 1;
  }
  const stop = await startBenchServer();
  try {
    for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
      const result = await BENCHES[name]?.();
      if (!result) continue;
      printTable(result);
      await writeResult(result);
    }
  } finally {
    await stop();
  }
  return 0;
}

process.exit(await main(process.argv.slice(2).filter((argument) => !argument.startsWith('-'))));
