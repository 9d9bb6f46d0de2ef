export { installationIdOf } from './installation-id.ts';
export { createNetwork, type Network, type NetworkOptions } from './network.ts';
export { createStack, type Stack, type StackOptions } from './stack.ts';
