// The bare loop: one session, prepared inputs, run after run. Only the runs are timed.

import * as ort from 'onnxruntime-web/wasm';
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

export type BareRequest = {
  /** Served beside the page. */
  modelPath: string;
  inputName: string;
  /** float32 tensors served beside the page, one after another in one file. */
  inputsPath: string;
  shapes: number[][];
  threads: number;
  windowMs: number;
};

export type BareWindow = { inputs: number; ms: number };

let session: Promise<{ model: ort.InferenceSession; inputs: ort.Tensor[] }> | undefined;
let position = 0;

async function prepare(request: BareRequest) {
  ort.env.wasm.wasmPaths = {
    mjs: new URL(mjsUrl, self.location.href),
    wasm: new URL(wasmUrl, self.location.href),
  };
  ort.env.wasm.numThreads = request.threads;
  const bytes = async (path: string) => (await fetch(path)).arrayBuffer();
  const model = await ort.InferenceSession.create(new Uint8Array(await bytes(request.modelPath)));
  const values = new Float32Array(await bytes(request.inputsPath));
  let start = 0;
  const inputs = request.shapes.map((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    start += length;
    return new ort.Tensor('float32', values.subarray(start - length, start), shape);
  });
  return { model, inputs };
}

async function measure(request: BareRequest): Promise<BareWindow> {
  const { model, inputs } = await (session ??= prepare(request));
  const startedAt = performance.now();
  let done = 0;
  let ms = 0;
  while (ms < request.windowMs) {
    const outputs = await model.run({ [request.inputName]: inputs[position++ % inputs.length]! });
    for (const output of Object.values(outputs)) output.dispose();
    done++;
    ms = performance.now() - startedAt;
  }
  return { inputs: done, ms };
}

self.addEventListener('message', ({ data }: MessageEvent<BareRequest>) => {
  void measure(data).then((window) => self.postMessage(window));
});
