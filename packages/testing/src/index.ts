export {
  type LogEntry,
  type TestEnvironment,
  type TestEnvironmentOptions,
  testEnvironment,
} from './environment.ts';
export { seededRandom } from './seeded-random.ts';
export { createVirtualClock, VIRTUAL_START, type VirtualClock } from './virtual-clock.ts';
