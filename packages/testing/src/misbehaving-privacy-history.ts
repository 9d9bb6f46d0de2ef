import { type History, StatusError } from '@status/interfaces';
import type { PrivacySubject } from './compliance/privacy.ts';
import { TOPIC } from './compliance/privacy-scene.ts';
import type { Misbehaving } from './misbehaving.ts';
import { altered, alteredDelivery, alteredInbound } from './misbehaving-privacy-nodes.ts';

/** Nodes with another history. */
function alteredHistory(alter: (history: History) => Partial<History>): () => Promise<PrivacySubject> {
  return altered(({ history }) => {
    const inner = history!;
    const replaced = alter({ servers: [...inner.servers], request: (...args) => inner.request(...args) });
    return {
      history: {
        get servers() {
          return replaced.servers ?? inner.servers;
        },
        request: replaced.request ?? ((query, options) => inner.request(query, options)),
      },
    };
  });
}

/** Faulty keepers of the past. */
export const misbehavingHistories: readonly Misbehaving<PrivacySubject>[] = [
  {
    fault: 'keeps the past for one node only',
    caughtBy: 'has a history or none, as declared',
    setup: async () => {
      const subject = await altered(() => ({}))();
      const { history: _, ...b } = subject.b;
      return { ...subject, b };
    },
  },
  {
    fault: 'passes messages of the past for live ones',
    caughtBy: 'the past comes page by page through the subscriptions, marked so',
    setup: alteredInbound((message) => ({ ...message, historic: false })),
  },
  {
    fault: 'gives the first page again and again',
    caughtBy: 'the past comes page by page through the subscriptions, marked so',
    setup: altered((inner) => ({
      history: {
        servers: inner.history!.servers,
        request: ({ cursor: _, ...query }, options) => inner.history!.request(query, options),
      },
    })),
  },
  {
    fault: 'gives the past of all times',
    caughtBy: 'the past is asked for by time, both ends included',
    setup: alteredHistory(({ request }) => ({
      request: (query, options) => request({ ...query, from: 0, to: Number.MAX_SAFE_INTEGER }, options),
    })),
  },
  {
    fault: 'leaves out what was sent at the beginning of the time',
    caughtBy: 'the past is asked for by time, both ends included',
    setup: alteredHistory(({ request }) => ({
      request: ({ from, ...query }, options) => request({ ...query, from: from + 1 }, options),
    })),
  },
  {
    fault: 'leaves out what was sent at the end of the time',
    caughtBy: 'the past is asked for by time, both ends included',
    setup: alteredHistory(({ request }) => ({
      request: ({ to, ...query }, options) => request({ ...query, to: to - 1 }, options),
    })),
  },
  {
    fault: 'takes no topics for all of them',
    caughtBy: 'who names no topic asks for nothing',
    setup: alteredHistory(({ request }) => ({
      request: (query, options) => request(query.topics.length === 0 ? { ...query, topics: [TOPIC] } : query, options),
    })),
  },
  {
    fault: 'says that a page is done before its handlers are',
    caughtBy: 'a page is done after its handlers are',
    setup: alteredDelivery((handler, open) => open((message) => void Promise.resolve().then(() => handler(message)))),
  },
  {
    fault: 'gives the newest of a page first',
    caughtBy: 'the past comes page by page through the subscriptions, marked so',
    setup: altered((inner) => {
      const held: (() => void | Promise<void>)[] = [];
      return {
        subscribe: (filter, handler) =>
          inner.subscribe(filter, (message) => {
            if (!message.historic) return handler(message);
            held.push(() => handler(message));
          }),
        history: {
          servers: inner.history!.servers,
          async request(query, options) {
            const page = await inner.history!.request(query, options);
            for (const hand of held.splice(0).reverse()) await hand();
            return page;
          },
        },
      };
    }),
  },
  {
    fault: 'asks for the past though that was aborted',
    caughtBy: 'a request that is aborted rejects with the reason',
    setup: alteredHistory(({ request }) => ({ request: (query) => request(query) })),
  },
  {
    fault: 'rejects an aborted request with an error of its own',
    caughtBy: 'a request that is aborted rejects with the reason',
    setup: alteredHistory(({ request }) => ({
      async request(query, options) {
        if (options?.signal?.aborted === true) throw new Error('aborted');
        return request(query, options);
      },
    })),
  },
  {
    fault: 'asks the best server, whichever is named',
    caughtBy: 'a server can be named, and a page says who gave it',
    setup: alteredHistory((history) => ({
      request: ({ server: _, ...query }, options) => history.request(query, options),
    })),
  },
  {
    fault: 'knows no servers but those of the beginning',
    caughtBy: 'servers that come and go are told, and who is not there cannot be asked',
    setup: alteredHistory(({ servers }) => ({ servers })),
  },
  {
    fault: 'keeps servers that come and go to itself',
    caughtBy: 'servers that come and go are told, and who is not there cannot be asked',
    setup: altered((inner) => ({
      on: (name, listener) => (name === 'servers' ? () => {} : inner.on(name, listener)),
    })),
  },
  {
    fault: 'begins again with a cursor that it does not know',
    caughtBy: 'a cursor is for the server and the query that it came from',
    setup: alteredHistory((history) => ({
      async request(query, options) {
        try {
          return await history.request(query, options);
        } catch (error) {
          if (!(error instanceof StatusError && error.code === 'PRIVACY_CURSOR')) throw error;
          const { cursor: _, ...first } = query;
          return history.request(first, options);
        }
      },
    })),
  },
];
