import type { Topic } from '@status/interfaces';
import {
  background,
  type Case,
  check,
  checkAbsent,
  checkBytes,
  checkCode,
  checkList,
  checkSame,
  createGate,
  idle,
  rejection,
  until,
} from './case.ts';
import { message, type PrivacyScene, TOPIC, TOPIC_2, texts, withShared } from './privacy-scene.ts';

/** What a transport owes that keeps the past. */
export function historyCases(scene: PrivacyScene): Case[] {
  const { inbox, listen, post, wait, manifest } = scene;
  const everything = { topics: [TOPIC], from: 0, to: Number.MAX_SAFE_INTEGER };
  return [
    scene.case('the past comes page by page through the subscriptions, marked so', async ({ a, b, settle, pass }) => {
      const times: number[] = [];
      for (const text of ['one', 'two', 'three']) {
        times.push((await post(a, message(text))).sentAt);
        await pass?.(2_000);
      }
      await post(a, message('elsewhere', { topic: TOPIC_2 }));
      await wait(settle(), 'settle');
      const received = await inbox(b);
      const query = { topics: [TOPIC], from: Math.min(...times) - 1000, to: Math.max(...times) + 1000, limit: 2 };
      let page = await wait(b.history!.request(query), 'first page');
      checkSame(page.count, 2, 'messages on the first page');
      checkSame(received.length, 2, 'messages delivered before the page was done');
      for (let pages = 1; page.cursor !== undefined; pages++) {
        check(pages < 5, 'the pages do not end');
        page = await wait(b.history!.request({ ...query, server: page.server, cursor: page.cursor }), 'next page');
      }
      const inOrder = received.map(({ payload }) => new TextDecoder().decode(payload));
      checkList(inOrder, ['one', 'two', 'three'], 'messages, oldest first');
      for (const { historic, topic } of received) {
        checkSame(historic, true, 'historic');
        checkBytes(topic, TOPIC, 'topic');
      }
    }),
    scene.case('the past is asked for by time, both ends included', async ({ a, b, settle }) => {
      const { sentAt } = await post(a, message('hello'));
      await wait(settle(), 'settle');
      const received = await inbox(b);
      const ask = async (from: number, to: number): Promise<number> =>
        (await wait(b.history!.request({ topics: [TOPIC], from, to }), 'request')).count;
      checkSame(await ask(sentAt - 60_000, sentAt - 30_000), 0, 'messages of an earlier time');
      checkSame(await ask(sentAt + 30_000, sentAt + 60_000), 0, 'messages of a later time');
      checkSame(await ask(sentAt - 1000, sentAt + 1000), 1, 'messages of its time');
      checkList(texts(received), ['hello'], 'messages');
      const said = received[0]!.sentAt;
      checkSame(await ask(said, said + 1000), 1, 'messages of a time that begins when it was sent');
      checkSame(await ask(said - 1000, said), 1, 'messages of a time that ends when it was sent');
    }),
    scene.case('who names no topic asks for nothing', async ({ a, b, settle }) => {
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      const received = await inbox(b);
      const page = await wait(b.history!.request({ ...everything, topics: [] }), 'request');
      checkSame(page.count, 0, 'messages under none of the topics');
      checkAbsent(page.cursor, 'cursor of the only page');
      checkList(texts(received), [], 'messages');
    }),
    scene.case('a page is done after its handlers are', async ({ a, b, settle }) => {
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      const gate = createGate();
      let calls = 0;
      await listen(
        b,
        () => {
          calls++;
          return gate.opened;
        },
        withShared,
        [TOPIC],
      );
      let done = false;
      const asking = background(
        b.history!.request({ topics: [TOPIC], from: 0, to: Number.MAX_SAFE_INTEGER }).then(() => {
          done = true;
        }),
      );
      try {
        await until(() => calls === 1, 'the call of the handler', manifest);
        await idle(manifest);
        check(!done, 'the page was done before the handler of its message');
      } finally {
        gate.open();
      }
      await wait(asking, 'request');
    }),
    scene.case('a request that is aborted rejects with the reason', async ({ b }) => {
      const reason = new Error('changed my mind');
      const query = { topics: [TOPIC], from: 0, to: 1 };
      const error = await rejection(() => b.history!.request(query, { signal: AbortSignal.abort(reason) }), 'request');
      check(error === reason, `expected the reason of the signal, got ${String(error)}`);
    }),
    scene.case('a server can be named, and a page says who gave it', async ({ a, b, settle, serve }) => {
      check(serve !== undefined, 'the setup must be able to let servers come and go');
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      serve('another', true);
      const { servers } = b.history!;
      check(servers.includes('another') && servers.length > 1, `the servers are ${servers.join(', ')}`);
      for (const server of servers) {
        const page = await wait(b.history!.request({ ...everything, server }), `request to ${server}`);
        checkSame(page.server, server, 'server of the page');
        checkSame(page.count, 1, 'messages');
      }
      const best = await wait(b.history!.request(everything), 'request to the best');
      checkSame(best.server, servers[0], 'server of a request that names none');
    }),
    scene.case('servers that come and go are told, and who is not there cannot be asked', async ({ b, serve }) => {
      check(serve !== undefined, 'the setup must be able to let servers come and go');
      const told: string[] = [];
      b.on('servers', ({ servers }) => told.push(servers.join()));
      const before = [...b.history!.servers];
      const asked = { ...everything, server: 'another' };
      await checkCode(() => b.history!.request(asked), 'PRIVACY_NO_SERVER', 'a server that is not there', manifest);
      serve('another', true);
      await until(() => told.length > 0, 'the news of a server', manifest);
      checkSame(told.at(-1), b.history!.servers.join(), 'servers told');
      await wait(b.history!.request(asked), 'request to the new one');
      for (const server of [...before, 'another']) serve(server, false);
      await until(() => told.at(-1) === '', 'the news that nobody serves', manifest);
      await checkCode(() => b.history!.request(everything), 'PRIVACY_NO_SERVER', 'nobody to ask', manifest);
    }),
    scene.case('a cursor is for the server and the query that it came from', async ({ a, b, settle, serve }) => {
      check(serve !== undefined, 'the setup must be able to let servers come and go');
      for (const text of ['one', 'two']) await post(a, message(text));
      await wait(settle(), 'settle');
      const query = { ...everything, limit: 1 };
      const { cursor, server } = await wait(b.history!.request(query), 'first page');
      check(cursor !== undefined, 'there is no cursor to the second message');
      serve('another', true);
      const misuses: readonly (readonly [string, object])[] = [
        ['another query', { ...query, server, topics: [TOPIC, TOPIC_2] satisfies readonly Topic[], cursor }],
        ['another server', { ...query, server: 'another', cursor }],
        ['nothing', { ...query, server, cursor: Uint8Array.of(1, 2, 3) }],
      ];
      for (const [what, misuse] of misuses) {
        await checkCode(
          () => b.history!.request({ ...query, ...misuse }),
          'PRIVACY_CURSOR',
          `a cursor of ${what}`,
          manifest,
        );
      }
    }),
  ];
}
