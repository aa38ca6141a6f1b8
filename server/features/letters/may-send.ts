import type { Context } from '../../context.js';

/** Whether a letter of this group may leave by e-mail from here: a server is set, the clock is the real one, the group is no example. */
export function maySend(deps: Pick<Context, 'clock' | 'mailer'>, group: { isExample: boolean }): boolean {
  return deps.mailer.canSend && deps.clock.rehearsalStart === null && !group.isExample;
}
