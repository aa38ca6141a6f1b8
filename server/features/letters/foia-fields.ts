import { z } from 'zod';
import { t } from '../../platform/words.js';
import { civilDate } from '../deadlines/fact-types.js';

/** What a first request under FOIA needs beside its items. Kept flat among a draft's fields; a letter under another law leaves them blank. */

export const FEE_CATEGORIES = ['media', 'educational', 'other'] as const;
export type FeeCategory = (typeof FEE_CATEGORIES)[number];

/** The two grounds of 5 U.S.C. § 552(a)(6)(E)(v): urgency to inform, and danger to a person. */
export const EXPEDITE_GROUNDS = ['urgency', 'threat'] as const;
export type ExpediteGround = (typeof EXPEDITE_GROUNDS)[number];

const kept = (most: number) => z.string().max(most).catch('');

/** As a draft keeps them: anything may be blank. */
export const foiaDraftShape = {
  component: kept(200),
  feeCategory: z.enum(FEE_CATEGORIES).or(z.literal('')).catch(''),
  feeBasis: kept(1000),
  waiver: z.boolean().catch(false),
  waiverShows: kept(2000),
  /** What the group has published, one a line. */
  waiverRecord: kept(2000),
  waiverAudience: kept(1000),
  waiverExpertise: kept(1000),
  expedite: z.enum(EXPEDITE_GROUNDS).or(z.literal('')).catch(''),
  expediteWho: kept(1000),
  expediteEvent: kept(1000),
  /** YYYY-MM-DD. */
  expediteDate: kept(10),
  expediteWhy: kept(2000),
  certifier: kept(200),
};

export type FoiaFields = z.output<z.ZodObject<typeof foiaDraftShape>>;
export const BLANK_FOIA: FoiaFields = z.object(foiaDraftShape).parse({});
export const FOIA_FIELDS = Object.keys(foiaDraftShape) as readonly (keyof FoiaFields)[];
/** Those that are typed words, not choices. */
export const FOIA_WORDS = ['component', 'feeBasis', 'waiverShows', 'waiverRecord', 'waiverAudience', 'waiverExpertise', 'expediteWho', 'expediteEvent', 'expediteDate', 'expediteWhy', 'certifier'] as const satisfies readonly (keyof FoiaFields)[];

/** The choices of a form that was refused, as far as they are choices. */
export function foiaChoices(values: Readonly<Record<string, unknown>>): Pick<FoiaFields, 'feeCategory' | 'expedite' | 'waiver'> {
  const { feeCategory, expedite } = z.object({ feeCategory: foiaDraftShape.feeCategory, expedite: foiaDraftShape.expedite }).parse(values);
  return { feeCategory, expedite, waiver: values['waiver'] === 'on' };
}

/** The FOIA part of a form. */
export const foiaOf = (form: FoiaFields): FoiaFields => z.object(foiaDraftShape).parse(form);

const typed = (most: number) => z.string().max(most, { error: () => t('At most {most} characters.', { most }) }).default('');
const ticked = z.preprocess((value) => value === 'on' || value === true || value === 'true', z.boolean());

/** As a form posts them: a box that is not ticked is not sent. */
export const foiaFormShape = {
  component: typed(200),
  feeCategory: z.enum(FEE_CATEGORIES, { error: () => t('Choose a fee category.') }).or(z.literal('')).default(''),
  feeBasis: typed(1000), waiver: ticked, waiverShows: typed(2000), waiverRecord: typed(2000), waiverAudience: typed(1000), waiverExpertise: typed(1000),
  expedite: z.enum(EXPEDITE_GROUNDS, { error: () => t('Choose a ground, or none.') }).or(z.literal('')).default(''),
  expediteWho: typed(1000), expediteEvent: typed(1000), expediteDate: civilDate.or(z.literal('')).default(''), expediteWhy: typed(2000), certifier: typed(200),
};

/** The same while it is still being typed: a half-typed day is kept as it is. */
export const foiaAutosaveShape = { ...foiaFormShape, expediteDate: typed(10) };

/** For programs: what is absent stays as it is. */
export const foiaApiShape = z.object({ ...foiaFormShape, waiver: z.boolean() }).partial().shape;
