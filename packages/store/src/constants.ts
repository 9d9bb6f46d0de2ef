/** Version of the layout of records in the database. A store of a later version is not opened. */
export const SCHEMA_VERSION = 1;

/** Bytes of the nonce in a sealed value: what AES-GCM takes (NIST SP 800-38D §5.2.1.1). */
export const SEALED_NONCE_LENGTH = 12;
