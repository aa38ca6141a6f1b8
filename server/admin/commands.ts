import { addPersonCommand } from './add-person.js';
import { backupCommand } from './backup.js';
import type { AdminCommand } from './command.js';
import { createGroupCommand } from './create-group.js';
import { ledgerCommand } from './ledger.js';
import { listGroupsCommand } from './list-groups.js';
import { loadExampleCommand } from './load-example.js';
import { restoreCommand } from './restore.js';
import { unplacedMailCommand } from './unplaced-mail.js';
import { verifyTimelineCommand } from './verify-timeline.js';

/** Every operator command, in the order help shows them. */
export const COMMANDS: readonly AdminCommand[] = [createGroupCommand, addPersonCommand, listGroupsCommand, verifyTimelineCommand, ledgerCommand, unplacedMailCommand, backupCommand, restoreCommand, loadExampleCommand];
