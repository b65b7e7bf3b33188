// Works around a silent hang: in a cross-origin isolated page a thread's script must itself be sent with
// Cross-Origin-Embedder-Policy; where a static host sends it for pages only, emscripten waits for its threads
// for ever (onnxruntime-web 1.30, Chromium 156). It can go when onnxruntime reports a thread that fails to load.

/** Whether threads made from `scriptUrl` would start in this isolated worker. */
export async function threadScriptIsEmbeddable(scriptUrl: string): Promise<boolean> {
  const url = new URL(scriptUrl);
  // onnxruntime loads a script of another origin through a blob, which inherits the policy.
  if (url.origin !== location.origin) return true;
  // The engine imports the same script next, so this costs no second download.
  const response = await fetch(url);
  await response.body?.cancel();
  return response.headers.has('cross-origin-embedder-policy');
}
