import { CITY_AGENCIES } from './agencies-los-angeles.js';
import { STATE_AND_COUNTY_AGENCIES } from './agencies-california.js';
import { FEDERAL_AGENCIES } from './agencies-federal.js';
import type { DirectoryAgency } from './directory-agency.js';

/** When what the directory says was last looked up. */
export const DIRECTORY_DATE = new Date('2026-11-24T00:00:00Z');

/**
 * The ten agencies every group starts with. Each field says how sure it is: `confirmed` where its source was read, `partly` where it was read
 * second-hand, in part or is old, `unverified` where it was not. What is not known is left out, never guessed.
 */
export const DIRECTORY: readonly DirectoryAgency[] = [...CITY_AGENCIES, ...STATE_AND_COUNTY_AGENCIES, ...FEDERAL_AGENCIES];
