import { runAdmin } from './admin/run-admin.js';

process.exitCode = await runAdmin(process.argv.slice(2), {
  answer: (text) => process.stdout.write(`${text}\n`),
  aside: (text) => process.stderr.write(`${text}\n`),
});
