import type { Context } from '../../context.js';
import { DOOR_SAYS_MS, type DoorName } from './note-door.js';

export interface DoorState {
  readonly door: DoorName;
  /** 'open': mail comes in. 'shut': the process that minds it says why not. 'unminded': no process says anything. */
  readonly state: 'open' | 'shut' | 'unminded';
  /** Since when it is not open, as far as is known. */
  readonly since: Date | null;
}

/** A process that restarts says nothing for a while. */
const SILENT_MS = 5 * DOOR_SAYS_MS;

/** The doors that the settings ask for, and how each fares. One query, and none when there is no door. */
export async function doorStates(deps: Pick<Context, 'db' | 'clock' | 'config'>): Promise<DoorState[]> {
  const { inboundSmtp, secrets } = deps.config;
  const wanted: DoorName[] = [...(inboundSmtp ? (['smtp'] as const) : []), ...(secrets.imapUrl ? (['imap'] as const) : [])];
  if (wanted.length === 0) return [];
  const rows = await deps.db.mailDoor.findMany({ where: { door: { in: wanted } } });
  const silentSince = deps.clock.now().getTime() - SILENT_MS;
  return wanted.map((door): DoorState => {
    const row = rows.find((one) => one.door === door);
    if (!row || row.checkedAt.getTime() < silentSince) return { door, state: 'unminded', since: row?.checkedAt ?? null };
    return row.troubleSince ? { door, state: 'shut', since: row.troubleSince } : { door, state: 'open', since: null };
  });
}
