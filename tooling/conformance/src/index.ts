// What runs anywhere, a browser tab too. The command and the reading of folders need Node.
export type { Exception, Exceptions } from './compare.ts';
export type { Kind, NotBuilt, VectorCase, VectorFile } from './kind.ts';
export { VECTOR_FILES } from './kinds/index.ts';
export { type Failure, type KindResult, runCase, runDocument } from './runner.ts';
