/** Version of the layout of records in the database. A store of a later version is not opened. */
export const SCHEMA_VERSION = 1;
