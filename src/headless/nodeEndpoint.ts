// Comlink's adapter for Node's worker_threads. Through its UMD build, because Comlink 4.4 ships the types of the
// ESM build under a name that TypeScript does not look for (node-adapter.d.ts beside node-adapter.mjs).

export { default as nodeEndpoint } from 'comlink/dist/umd/node-adapter.js';
