import type { IsoDate, IsoInstant, StateWord } from '../../platform/views-parts.view.js';

/** Today for a volunteer: no deadlines, no letters; their own uploads and the requests they may add to. */
export interface VolunteerTodayView {
  readonly today: IsoDate;
  readonly zone: string;
  readonly summary: string;
  readonly uploads: readonly { readonly name: string; readonly href: string; readonly number: string; readonly at: IsoInstant; readonly state: StateWord }[];
  readonly requests: readonly { readonly title: string; readonly href: string; readonly number: string; readonly agency: string; readonly upload: string }[];
}
