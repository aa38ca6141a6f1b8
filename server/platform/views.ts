import path from 'node:path';
import { create } from 'express-handlebars';
import type { TemplateDelegate } from 'handlebars';
import { projectRoot } from './paths.js';
import { viewHelpers } from './views-helpers.js';
import type { LayoutName, PageModel } from './views.view.js';

const TEMPLATES = path.join(projectRoot, 'templates');

type Partials = Record<string, TemplateDelegate>;
type RenderCallback = (error: unknown, html?: string) => void;

export interface Views {
  /** Folder of the page templates, for `app.set('views', …)`; their extension is `hbs`. */
  readonly folder: string;
  /** For `app.engine('hbs', views.engine)`. */
  readonly engine: (file: string, model: object, callback: RenderCallback) => void;
  /**
   * The page `name` (`'today/today'` is `templates/pages/today/today.hbs`) inside its layout, as HTML.
   * Throws when the template, a partial or a helper is missing, or when it prints a field the model lacks.
   */
  render(name: string, model: PageModel): Promise<string>;
}

/**
 * Handlebars over `templates/`: everything is escaped, fields that are printed must exist, and a partial sees only what it is
 * given. Strictness is on in production too: a blank where a date belongs is worse than an error page.
 */
export function createViews(options: { readonly cacheTemplates: boolean }): Views {
  const folder = path.join(TEMPLATES, 'pages');
  const handlebars = create({
    extname: '.hbs',
    partialsDir: path.join(TEMPLATES, 'partials'),
    helpers: viewHelpers,
    compilerOptions: { strict: true, explicitPartialContext: true, preventIndent: true },
  });
  let kept: Promise<Partials> | null = null;
  const partials = (): Promise<Partials> => {
    if (kept && options.cacheTemplates) return kept;
    kept = handlebars.getPartials({ cache: options.cacheTemplates }) as Promise<Partials>;
    kept.catch(() => { kept = null; });
    return kept;
  };
  // `render` rather than `renderView`: the latter takes fields of a model called `helpers`, `data` or `partials` for its own options.
  const renderFile = async (file: string, model: object): Promise<string> => {
    const { layout = 'main' }: { layout?: LayoutName } = model;
    const known = { cache: options.cacheTemplates, partials: await partials() };
    const body = await handlebars.render(file, { ...model }, known);
    return handlebars.render(path.join(TEMPLATES, 'layouts', `${layout}.hbs`), { ...model, body }, known);
  };
  return {
    folder,
    engine: (file, model, callback) => {
      renderFile(file, model).then(
        (html) => callback(null, html),
        (error: unknown) => callback(error),
      );
    },
    render: (name, model) => renderFile(path.join(folder, `${name}.hbs`), model),
  };
}
