// Events from the coordinator, for as long as they are wanted: a connection that breaks is made anew.

const AGAIN_MS = 2000;

export class Stream {
  #source = null;
  #timer = 0;

  /** @param heard by the events' names @param changed told of 'connecting', 'live' and 'lost' */
  constructor(address, heard, changed = () => {}) {
    this.address = address;
    this.heard = heard;
    this.changed = changed;
    this.#open();
  }

  #open() {
    this.changed('connecting');
    const source = new EventSource(this.address);
    this.#source = source;
    source.onopen = () => this.changed('live');
    source.onerror = () => {
      // by ourselves: browsers give up where the answer is "not now"
      source.close();
      this.changed('lost');
      this.#timer = setTimeout(() => this.#open(), AGAIN_MS);
    };
    for (const [name, listener] of Object.entries(this.heard)) {
      source.addEventListener(name, event => listener(JSON.parse(event.data)));
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#source.close();
  }
}

/** A document of the coordinator's; an error says what it says. */
export async function load(address, signal) {
  const answer = await fetch(address, {signal});
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error((body.errors || [body.error || `the coordinator answers ${answer.status}`]).join('; '));
  return body;
}

const part = text => encodeURIComponent(text);
export const campaignAddress = id => `/api/campaigns/${part(id)}`;
export const runAddress = (id, cell, repetition) => `${campaignAddress(id)}/runs/${part(cell)}/${repetition}`;
export const runLink = (id, cell, repetition) => `#/campaigns/${part(id)}/runs/${part(cell)}/${repetition}`;
export const campaignLink = (id, tab = '') => `#/campaigns/${part(id)}${tab && `/${tab}`}`;
