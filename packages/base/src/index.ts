export * from './abortable.ts';
export * from './bytes.ts';
export * from './callback.ts';
export * from './channel.ts';
export * from './emitter.ts';
export * from './environment.ts';
