import { foiaAppeal } from './foia-appeal.js';
import { foiaClarificationReply } from './foia-clarification-reply.js';
import { foiaOgis } from './foia-ogis.js';
import { foiaOverdue } from './foia-overdue.js';
import { foiaPresuit } from './foia-presuit.js';
import type { FollowUp } from './follow-up.js';
import { foiaPreservation } from './preservation.js';

/** Letters about requests under FOIA. */
export const FOIA_FOLLOW_UPS: readonly FollowUp[] = [foiaClarificationReply, foiaOverdue, foiaAppeal, foiaPreservation, foiaOgis, foiaPresuit];
