/** What a browser or a program of a person can do: nothing but HTTP. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
}

export interface Visitor {
  get(address: string): Promise<Answer>;
  /** Posts a form with the hidden token of the page it was last shown. */
  post(address: string, fields?: Record<string, string>): Promise<Answer>;
  /** Makes an API token for whoever is signed in. */
  apiToken(): Promise<string>;
}

/** A browser: keeps cookies, follows nothing, runs no script. */
export function visitor(origin: string): Visitor {
  const cookies = new Map<string, string>();
  let formToken = '';
  const ask = async (address: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(new URL(address, origin), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    formToken = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? formToken;
    return { status: response.status, text, location: response.headers.get('location') };
  };
  return {
    get: (address) => ask(address),
    post: (address, fields = {}) => ask(address, { method: 'POST', body: new URLSearchParams({ ...fields, _csrf: formToken }) }),
    async apiToken() {
      await ask('/account');
      const { text } = await ask('/api/v1/tokens', { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': formToken }, body: JSON.stringify({ name: 'for a journey' }) });
      return (JSON.parse(text) as { token: string }).token;
    },
  };
}

export interface ApiAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/** A program with somebody's token. */
export interface ApiClient {
  readonly token: string;
  get<T>(address: string): Promise<ApiAnswer<T>>;
  post<T>(address: string, body?: object): Promise<ApiAnswer<T>>;
  /** Several files in one form. */
  upload<T>(address: string, files: readonly { name: string; bytes: Buffer }[]): Promise<ApiAnswer<T>>;
  download(address: string): Promise<{ status: number; bytes: Buffer; disposition: string }>;
}

export function apiClient(origin: string, token: string): ApiClient {
  const ask = (address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(new URL(`/api/v1${address}`, origin), { ...init, headers });
  };
  const read = async <T>(response: Response): Promise<ApiAnswer<T>> => ({ status: response.status, body: (await response.json()) as T });
  return {
    token,
    get: async (address) => read(await ask(address)),
    post: async (address, body = {}) => read(await ask(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })),
    upload: async (address, files) => {
      const form = new FormData();
      for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
      return read(await ask(address, { method: 'POST', body: form }));
    },
    download: async (address) => {
      const response = await ask(address);
      return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), disposition: response.headers.get('content-disposition') ?? '' };
    },
  };
}
