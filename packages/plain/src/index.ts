export { createTransportOnly, TRANSPORT_ONLY, TransportOnlyError } from './transport-only.ts';
