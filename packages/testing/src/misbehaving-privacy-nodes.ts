import type { Environment, InboundMessage, PrivacyLayer, Subscription } from '@status/interfaces';
import type { PrivacySubject } from './compliance/privacy.ts';
import { createDirectNetwork } from './direct-network.ts';
import { testEnvironment } from './environment.ts';

type Handler = (message: InboundMessage) => void | Promise<void>;

/** What a part replaces at a node. */
export type Alteration = (inner: PrivacyLayer, environment: Environment) => Partial<PrivacyLayer>;

/** Two nodes of a good network with history, apart from what a part replaces at both. */
export function altered(alter: Alteration): () => Promise<PrivacySubject> {
  return async () => {
    const environment = testEnvironment();
    const network = createDirectNetwork({ environment, history: true, delay: 5, maxPayload: 5000 });
    return {
      a: alteredNode(network.node('a'), environment, alter),
      b: alteredNode(network.node('b'), environment, alter),
      settle: () => environment.clock.advance(100),
      pass: (ms) => environment.clock.advance(ms),
      serve: (server, serves) => network.serve(server, serves),
      stop: async () => network.stop('a'),
      close: async () => {},
    };
  };
}

/** A node apart from what a part replaces. */
export function alteredNode(inner: PrivacyLayer, environment: Environment, alter: Alteration): PrivacyLayer {
  return { ...inner, ...alter(inner, environment) };
}

/** Nodes that change messages on their way to the handler. */
export function alteredInbound(alter: (message: InboundMessage) => InboundMessage): () => Promise<PrivacySubject> {
  return altered((inner) => ({
    subscribe: (filter, handler) => inner.subscribe(filter, (message) => handler(alter(message))),
  }));
}

/** Nodes with another way of calling handlers. */
export function alteredDelivery(
  subscribe: (handler: Handler, open: (handler: Handler) => Subscription) => Subscription,
): () => Promise<PrivacySubject> {
  return altered((inner) => ({
    subscribe: (filter, handler) => subscribe(handler, (own) => inner.subscribe(filter, own)),
  }));
}
