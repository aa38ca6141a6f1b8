import type { SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { FOIA_WORDS, type FoiaFields } from './foia-fields.js';

type Tile = SelectOption & { readonly hint: string };

/** The fields a request under FOIA has and no other. */
export interface FoiaFormView {
  readonly values: FoiaFields;
  readonly categories: readonly Tile[];
  readonly grounds: readonly Tile[];
  /** Folded away until something of it is asked for or typed. */
  readonly waiverOpen: boolean;
  readonly speedOpen: boolean;
}

/** Whether something of a part was typed. */
const typed = (values: FoiaFields, part: 'waiver' | 'expedite'): boolean => FOIA_WORDS.some((name) => name.startsWith(part) && values[name].trim() !== '');

export function foiaForm(values: FoiaFields): FoiaFormView {
  return {
    values, waiverOpen: values.waiver || typed(values, 'waiver'), speedOpen: values.expedite !== '' || values.certifier !== '' || typed(values, 'expedite'),
    categories: [
      { value: 'media', label: t('News media'), hint: t('You gather news, edit it and publish it. They may charge for copies only.') },
      { value: 'educational', label: t('School, university or scientific institute'), hint: t('Not commercial, for scholarly or scientific work. They may charge for copies only.') },
      { value: 'other', label: t('Everybody else, not commercial'), hint: t('They may charge for the search and for copies. The first two hours and 100 pages are free.') },
    ],
    grounds: [
      { value: '', label: t('No'), hint: t('The usual choice.') },
      { value: 'urgency', label: t('The public must know soon'), hint: t('Only for those who mainly spread information, about something the federal government did or is said to have done.') },
      { value: 'threat', label: t('A delay endangers somebody'), hint: t('Life or physical safety. Name nobody.') },
    ],
  };
}
