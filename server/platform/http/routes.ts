import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Context } from '../../context.js';
import type { AppError, FieldProblems } from '../errors.js';
import type { Actor } from './actor.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * A view to render, a place to go to, or "the handler has answered by itself" (downloads, streams). `unverifiedRule` is the sentence of the
 * banner that says a rule not verified applies to what the page shows.
 */
export type PageResult =
  | { readonly view: string; readonly model: object; readonly status?: number; readonly layout?: 'main' | 'bare' | 'print'; readonly title: string; readonly nav?: string; readonly scripts?: readonly string[]; readonly unverifiedRule?: string | null }
  | { readonly redirect: string; readonly flash?: string }
  | { readonly answered: true };

/** What the person typed and what was wrong with it, for showing a form again. */
export interface Problem {
  readonly values: Readonly<Record<string, unknown>>;
  readonly fields: FieldProblems;
  readonly message: string;
  readonly error: AppError;
}

export interface Call<Who, P, Q, B> {
  readonly deps: Context;
  readonly actor: Who;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /**
   * For `upload` routes, whose handler reads the body itself: whether the form token is this visitor's. True for a bearer token. The call
   * fails as a fault of ours when such a handler answers without having been told yes.
   */
  readonly holdsCsrf: (token: string | undefined) => boolean;
  readonly req: Request;
  readonly res: Response;
}

interface Shared {
  readonly method: Method;
  /** Express path, e.g. `/requests/:requestId`. */
  readonly path: string;
  /** One sentence saying what it does; becomes the summary of the API document. */
  readonly summary: string;
  /** `'public'` asks for nobody signed in, `'signed-in'` for whoever is; otherwise a permission of the table in accounts. */
  readonly access: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The handler reads the body itself as a stream through `http/uploads.ts`, which checks the CSRF token. */
  readonly upload?: boolean;
  /** Calls a minute from one network before 429; counted in this process alone. */
  readonly perMinute?: number;
}

export interface PageRoute extends Shared {
  readonly kind: 'page';
  readonly handle: (call: Call<Actor | null, never, never, never>) => Promise<PageResult>;
  /** Shows the form again when the input was wrong; without it the error page answers. */
  readonly again?: (call: Call<Actor | null, never, never, never>, problem: Problem) => Promise<PageResult>;
}

export interface ApiRoute extends Shared {
  readonly kind: 'api';
  /** Status of success; 200 when unset. */
  readonly status?: number;
  /** Shape of the answer; the document is made from it and tests hold answers to it. */
  readonly response?: z.ZodType;
  /** Media type, where the answer is a file. */
  readonly file?: string;
  readonly tag: string;
  readonly handle: (call: Call<Actor | null, never, never, never>) => Promise<unknown>;
}

export type RouteDefinition = PageRoute | ApiRoute;

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;
type Who<A> = A extends 'public' ? Actor | null : Actor;

type Definition<K extends RouteDefinition, Access extends string, P, Q, B, Result> = Omit<K, 'kind' | 'handle' | 'again' | 'access' | 'params' | 'query' | 'body'> & {
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  handle: (call: Call<Who<Access>, Out<P>, Out<Q>, Out<B>>) => Promise<Result>;
  /** `body` may be undefined here: it is what failed to parse. */
  again?: (call: Call<Who<Access>, Out<P>, Out<Q>, Out<B> | undefined>, problem: Problem) => Promise<PageResult>;
};

/** Declares an HTML route; the handler's inputs take their types from its schemas. */
export function page<
  const Access extends string,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(definition: Definition<PageRoute, Access, P, Q, B, PageResult>): PageRoute {
  return { ...definition, kind: 'page' } as unknown as PageRoute;
}

/** Declares a JSON route; see {@link page}. */
export function api<
  const Access extends string,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(definition: Omit<Definition<ApiRoute, Access, P, Q, B, unknown>, 'again'>): ApiRoute {
  return { ...definition, kind: 'api' } as unknown as ApiRoute;
}
