import type { SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { FoiaFields } from './foia-fields.js';

type Tile = SelectOption & { readonly hint: string };

/** The fields a request under FOIA has and no other. */
export interface FoiaFormView {
  readonly values: FoiaFields;
  readonly categories: readonly Tile[];
  readonly grounds: readonly Tile[];
}

export function foiaForm(values: FoiaFields): FoiaFormView {
  return {
    values,
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
