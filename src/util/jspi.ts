// JavaScript Promise Integration (https://github.com/WebAssembly/js-promise-integration): WebAssembly that waits for
// promises without being rewritten for it.

export function hasJspi(): boolean {
  const { WebAssembly: wasm = {} } = globalThis as { WebAssembly?: object };
  return 'Suspending' in wasm && 'promising' in wasm;
}
