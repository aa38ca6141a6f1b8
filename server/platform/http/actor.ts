export type RoleName = 'owner' | 'lawyer' | 'advocate' | 'volunteer';

/** Who acts, resolved from a session or an API token for this very call. Every use case that a person starts takes one. */
export interface Actor {
  readonly groupId: string;
  readonly personId: string;
  readonly role: RoleName;
  readonly name: string;
  readonly groupName: string;
  /** The group is an example: no mail leaves it. */
  readonly isExample: boolean;
  /** The group's zone, for instants on its pages. */
  readonly timeZone: string;
  readonly via: 'session' | 'token';
}
