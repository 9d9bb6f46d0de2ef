export { type ByteStreamManifest, byteStreamCompliance } from './compliance/byte-stream.ts';
export { type Case, ComplianceError, type Waiting } from './compliance/case.ts';
export { type DataManifest, type DataSubject, dataCompliance } from './compliance/data.ts';
export { type DatagramDriverSubject, datagramDriverCompliance } from './compliance/datagram.ts';
export { type EnvironmentSubject, environmentCompliance } from './compliance/environment.ts';
export { type HostManifest, type HostSubject, hostCompliance } from './compliance/host.ts';
export { type PrivacyManifest, type PrivacySubject, privacyCompliance } from './compliance/privacy.ts';
export {
  type SecurityManifest,
  type SecurityPeer,
  type SecuritySubject,
  securityCompliance,
} from './compliance/security.ts';
export { type StoreManifest, type StoreSubject, storeCompliance } from './compliance/store.ts';
export {
  type StreamDriverManifest,
  type StreamDriverSubject,
  streamDriverCompliance,
} from './compliance/stream-driver.ts';
export { type SyncManifest, type SyncPeer, type SyncSubject, syncCompliance } from './compliance/sync.ts';
export { bitFlips, truncations } from './damage.ts';
export {
  createDirectNetwork,
  DIRECT_SERVER,
  type DirectNetwork,
  type DirectNetworkOptions,
} from './direct-network.ts';
export {
  type LogEntry,
  type TestEnvironment,
  type TestEnvironmentOptions,
  testEnvironment,
} from './environment.ts';
export {
  createFaultyDisk,
  type DiskDatabase,
  type DiskFault,
  type DiskFaults,
  type FaultyDisk,
} from './faulty-disk.ts';
export {
  type CrashPoint,
  crashEverywhere,
  createFaultyStore,
  type FaultyStore,
  StoreFault,
  type StoreFaults,
  snapshot,
} from './faulty-store.ts';
export { createGroupSecurity, type GroupReceipt } from './group-security.ts';
export { createHostNetwork, type HostNetwork, type HostNetworkOptions } from './host-network.ts';
export { MemoryHostError, MemorySessionEnd } from './host-rules.ts';
export { createJsonData, type JsonDataOptions } from './json-data.ts';
export { createJsonKind, JsonDataError, type JsonDataErrorCode, type JsonFields, jsonKinds } from './json-kinds.ts';
export { createMapStore, type MapStore } from './map-store.ts';
export { MemoryPrivacyError, type MessageTraffic } from './memory-privacy.ts';
export type { Misbehaving } from './misbehaving.ts';
export { misbehavingDataLayers } from './misbehaving-data.ts';
export { misbehavingDatagramDrivers } from './misbehaving-datagrams.ts';
export { misbehavingDevices } from './misbehaving-devices.ts';
export { misbehavingEnvironments } from './misbehaving-environment.ts';
export { type MisbehavingHosts, misbehavingHosts, misbehavingUnpausedHosts } from './misbehaving-hosts.ts';
export { misbehavingPrivacyLayers } from './misbehaving-privacy.ts';
export { type MisbehavingAsked, misbehavingAskedPrivacyLayers } from './misbehaving-privacy-asked.ts';
export { misbehavingSecurityLayers } from './misbehaving-security.ts';
export { misbehavingStores } from './misbehaving-store.ts';
export { misbehavingByteStreams, misbehavingStreamDrivers, misbehavingUnpausedStreams } from './misbehaving-streams.ts';
export { misbehavingSyncLayers } from './misbehaving-sync.ts';
export { misbehavingOfferSyncs } from './misbehaving-sync-groups.ts';
export { createOfferSync, type OfferSyncOptions } from './offer-sync.ts';
export { createPerDeviceSecurity, type PerDeviceName } from './per-device-security.ts';
export type { MemoryHostOptions } from './pursuits.ts';
export { type ChatReport, type ChatScript, type PlayedMessage, type Player, scriptedChat } from './scripted-chat.ts';
export { seededRandom } from './seeded-random.ts';
export { createSlowNetwork, SLOW_MIX, type SlowNetwork, type SlowNetworkOptions } from './slow-network.ts';
export { createTextHostNetwork, type TextHostNetwork } from './text-hosts.ts';
export type { NetworkTraffic, Traffic } from './traffic.ts';
export { createVirtualClock, VIRTUAL_START, type VirtualClock, type VirtualClockOptions } from './virtual-clock.ts';
