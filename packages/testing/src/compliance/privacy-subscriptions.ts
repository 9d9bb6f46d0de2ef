import type { ListenKey, SymmetricKey, Topic } from '@status/interfaces';
import { background, type Case, check, checkCode, checkList, checkSame, createGate, idle, until } from './case.ts';
import { message, type PrivacyScene, TOPIC, texts, withShared } from './privacy-scene.ts';

/** How subscriptions begin and end, and what they owe to their handlers and to each other. */
export function subscriptionCases(scene: PrivacyScene): Case[] {
  const { inbox, listen, post, wait, manifest } = scene;
  return [
    scene.case('what is posted once a subscription is ready arrives', async ({ a, b, settle }) => {
      const received: string[] = [];
      const subscription = b.subscribe({ key: withShared, topics: [TOPIC] }, ({ payload }) => {
        received.push(new TextDecoder().decode(payload));
      });
      await wait(subscription.ready, 'readiness');
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkList(received, ['hello'], 'messages');
    }),
    scene.case('what is no key or no topic cannot be listened for', async ({ b }) => {
      const zero: ListenKey = { kind: 'symmetric', key: new Uint8Array(32) as SymmetricKey };
      await checkCode(() => b.subscribe({ key: zero, topics: [TOPIC] }, () => {}), 'PRIVACY_KEY', 'a key of zero');
      const short = new Uint8Array(3) as Topic;
      await checkCode(
        () => b.subscribe({ key: withShared, topics: [short] }, () => {}),
        'PRIVACY_TOPIC',
        'a topic of three bytes',
      );
    }),
    scene.case('a handler is awaited before the next message of its subscription', async ({ a, b, settle }) => {
      const gate = createGate();
      let calls = 0;
      await listen(b, () => {
        calls++;
        return gate.opened;
      });
      const kept = await inbox(b);
      for (const text of ['one', 'two', 'three']) await post(a, message(text));
      const settling = background(settle());
      try {
        await until(() => kept.length === 3, 'arrival', manifest);
        await idle(manifest);
        checkSame(calls, 1, 'calls while the first one runs');
      } finally {
        gate.open();
        await wait(settling, 'settle');
      }
      await until(() => calls === 3, 'all three calls', manifest);
    }),
    scene.case('a slow subscription holds up no other', async ({ a, b, settle }) => {
      const gate = createGate();
      await listen(b, () => gate.opened);
      const received = await inbox(b);
      await post(a, message('one'));
      await post(a, message('two'));
      const settling = background(settle());
      try {
        await until(() => received.length === 2, 'delivery to the quick one', manifest);
      } finally {
        gate.open();
        await wait(settling, 'settle');
      }
    }),
    scene.case('a handler that throws or rejects stops nothing', async ({ a, b, settle }) => {
      let calls = 0;
      await listen(b, () => {
        calls++;
        throw new Error('a handler failed');
      });
      await listen(b, async () => {
        calls++;
        throw new Error('a handler failed later');
      });
      const received = await inbox(b);
      await post(a, message('one'));
      await post(a, message('two'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['one', 'two'], 'messages');
      checkSame(calls, 4, 'calls of the failing handlers');
    }),
    scene.case('each subscription gets its own copy', async ({ a, b, settle }) => {
      await listen(b, ({ payload }) => void payload.fill(0));
      const received = await inbox(b);
      await listen(b, ({ payload }) => void payload.fill(0));
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
    scene.case('a cancelled subscription is not called again', async ({ a, b, settle }) => {
      const received: string[] = [];
      const kept = await inbox(b);
      const subscription = await listen(b, ({ payload }) => {
        received.push(new TextDecoder().decode(payload));
      });
      await post(a, message('before'));
      await wait(settle(), 'settle');
      subscription.cancel();
      subscription.cancel();
      await post(a, message('after'));
      await wait(settle(), 'settle');
      checkList(received, ['before'], 'messages of the cancelled one');
      checkList(texts(kept), ['after', 'before'], 'messages of the other');
    }),
    scene.case('cancelling also drops messages that wait for the handler', async ({ a, b, settle }) => {
      let calls = 0;
      const gate = createGate();
      const kept = await inbox(b);
      const subscription = await listen(b, () => {
        calls++;
        return gate.opened;
      });
      for (const text of ['one', 'two', 'three']) await post(a, message(text));
      const settling = background(settle());
      await until(() => kept.length === 3, 'arrival', manifest);
      subscription.cancel();
      gate.open();
      await wait(settling, 'settle');
      checkSame(calls, 1, 'calls');
    }),
    ...(manifest.subscriptions === 'asked' ? askedCases(scene) : floodedCases(scene)),
  ];
}

function floodedCases(scene: PrivacyScene): Case[] {
  return [
    scene.case('a subscription is ready at once', async ({ b }) => {
      let ready = false;
      const subscription = b.subscribe({ key: withShared, topics: [TOPIC] }, () => {});
      void subscription.ready.then(() => {
        ready = true;
      });
      await idle();
      checkSame(ready, true, 'readiness');
    }),
  ];
}

function askedCases(scene: PrivacyScene): Case[] {
  const { inbox, post, wait, manifest } = scene;
  return [
    scene.case('a subscription that nobody serves fails, is over, and may be asked for again', async (subject) => {
      const { a, b, settle, failSubscriptions } = subject;
      check(failSubscriptions !== undefined, 'the setup must be able to let subscriptions fail');
      failSubscriptions(true);
      let calls = 0;
      const failing = b.subscribe({ key: withShared, topics: [TOPIC] }, () => void calls++);
      await checkCode(() => failing.ready, 'PRIVACY_SUBSCRIBE', 'a subscription that nobody serves', manifest);
      failSubscriptions(false);
      const received = await inbox(b);
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
      checkSame(calls, 0, 'calls of the one that failed');
    }),
    scene.case('a subscription that is cancelled before it is ready says so, and is never called', async (subject) => {
      const { a, b, settle } = subject;
      let calls = 0;
      const cancelled = b.subscribe({ key: withShared, topics: [TOPIC] }, () => void calls++);
      cancelled.cancel();
      await checkCode(() => cancelled.ready, 'PRIVACY_CANCELLED', 'a cancelled subscription', manifest);
      const received = await inbox(b);
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages of the other');
      checkSame(calls, 0, 'calls of the cancelled one');
    }),
  ];
}
