import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AGENCY_CALENDARS, defaultAgency } from '../../../server/features/statutes/agency-calendars.js';
import { civilDateIn, parseCivilDate, type CivilDate } from '../../../server/features/statutes/civil-date.js';
import type { DeriveInput } from '../../../server/features/statutes/deadline.js';
import type { ServiceMethod, StatuteFact } from '../../../server/features/statutes/facts.js';
import type { Receipt, ReceiptPolicy } from '../../../server/features/statutes/receipt.js';
import type { RuleId } from '../../../server/features/statutes/rule.js';
import { projectRoot } from '../../../server/platform/paths.js';
import type { LegalVector } from '../../fixtures/statutes/legal-vectors.js';

/** Reads the legal review's vectors as inputs of the engine, and finds its files where they lie beside the checkout. */

/** The review's own file, parsed, when the folder lies beside the checkout (or where TENDAY_LAW_DIR says); else `null`. */
export function reviewFile<T>(name: string): T | null {
  const folder = process.env['TENDAY_LAW_DIR'] ?? path.join(projectRoot, '../shared/law');
  const file = path.join(folder, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
}

const RULE_OF: readonly (readonly [prefix: string, rule: RuleId])[] = [
  ['cpra.determination', 'cpra.determination'],
  ['cpra.extension', 'cpra.extension'],
  ['pc832_7', 'pc832_7.production'],
  ['cpra.appellate_writ', 'cpra.appellate_writ'],
  ['cpra.petition', 'cpra.petition_reference'],
  ['foia.determination', 'foia.determination'],
  ['foia.extension', 'foia.extension'],
  ['foia.expedited', 'foia.expedited'],
  ['foia.appeal_decision', 'foia.appeal_decision'],
  ['foia.appeal', 'foia.appeal'],
  ['foia.suit', 'foia.suit'],
];

/** Our id of the review's rule, `null` for its plain counting exercises. */
export function ruleOf(vector: LegalVector): RuleId | null {
  return RULE_OF.find(([prefix]) => vector.rule.startsWith(prefix))?.[1] ?? null;
}

/** The vector as the engine's input. */
export function inputOf(vector: LegalVector): DeriveInput {
  const federal = vector.rule.startsWith('foia');
  const zone = federal ? 'America/New_York' : 'America/Los_Angeles';
  const events = vector.events ?? [];
  const policy = events.find(({ type }) => type === 'receipt_policy')?.['value'];
  const received = receiptOf(vector.received, zone);
  return {
    law: federal ? 'FOIA' : 'CPRA',
    agency: federal ? defaultAgency('FOIA') : AGENCY_CALENDARS.lapd,
    received,
    ...(typeof policy === 'string' && { receiptPolicy: policy as ReceiptPolicy }),
    facts: [...events.flatMap((event) => factOf(event, received.date)), ...impliedFacts(vector, received.date)],
    switchedOn: vector.rule.endsWith('bd') ? ['ab_1821'] : [],
  };
}

function receiptOf(text: string, zone: string): Receipt {
  return text.length === 10 ? { date: parseCivilDate(text) } : civilDateIn(new Date(text), zone);
}

/** The review names a clock by its rule and leaves the fact that starts it to be understood. */
function impliedFacts(vector: LegalVector, received: CivilDate): StatuteFact[] {
  switch (ruleOf(vector)) {
    case 'pc832_7.production':
      return [{ type: 'peace_officer_records', requested: received }];
    case 'foia.expedited':
      return [{ type: 'expedited_requested', requested: received }];
    case 'foia.appeal_decision':
      return [{ type: 'appeal_received', date: received }];
    default:
      return vector.rule === 'cpra.extension.24bd' ? [{ type: 'extension_notice', sent: received, specifiedDate: null }] : [];
  }
}

function factOf(event: Readonly<Record<string, string | boolean | null>>, received: CivilDate): StatuteFact[] {
  const date = (name: string): CivilDate => parseCivilDate(String(event[name] ?? received));
  switch (event['type']) {
    case 'extension_notice':
      return [{ type: 'extension_notice', sent: date('sent'), specifiedDate: event['specified_date'] ? date('specified_date') : null }];
    case 'unusual_circumstances_notice':
      return [{ type: 'unusual_circumstances_notice', sent: date('sent') }];
    case 'toll_information_request':
      return [{ type: 'toll_information_request', from: date('from'), to: date('to') }];
    case 'service':
      return [{ type: 'service', method: event['method'] as ServiceMethod, date: date('date'), of: String(event['of']) }];
    case 'adverse_determination':
      return [{ type: 'adverse_determination', date: date('date'), agency: String(event['agency']) }];
    case 'denial':
    case 'constructive_exhaustion':
    case 'received_by_proper_component':
    case 'received_by_other_component':
    case 'deemed_received':
    case 'clock_start':
      return [{ type: event['type'], date: date('date') }];
    default:
      return [];
  }
}
