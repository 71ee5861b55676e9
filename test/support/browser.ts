/** A browser that keeps cookies and goes where it is led, on one machine. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Follows until a page is shown, or until it would leave for an address that begins so. */
  async open(url: string, leavesFor: string, form?: Readonly<Record<string, string>>): Promise<Shown> {
    let answer = await this.#send(url, form);
    let at = url;
    for (let hops = 0; hops < 10; hops++) {
      const to = answer.headers.get('location');
      if (to === null)
        return { at, status: answer.status, page: await answer.text(), headers: answer.headers };
      at = new URL(to, at).href;
      if (at.startsWith(leavesFor)) return { at, status: answer.status, page: '', headers: answer.headers };
      answer = await this.#send(at);
    }
    throw new Error('led in a circle');
  }

  async #send(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form !== undefined && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}

export interface Shown {
  readonly at: string;
  readonly status: number;
  readonly page: string;
  readonly headers: Headers;
}
