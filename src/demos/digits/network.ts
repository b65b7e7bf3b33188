// The digits network in jax-js: two convolutions as matrix products over patches, two dense layers, and one
// jitted step of Adam (Kingma and Ba 2015, arXiv:1412.6980). Every function takes ownership of its arrays.

import { jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { nearNormal, type RandomBits } from '../../util/random.ts';
import { CONV2, PATCH_BIAS, PATCH_LENGTH } from './patches.ts';

export const CHANNELS_1 = 16;
export const CHANNELS_2 = 32;
export const HIDDEN = 48;
export const CLASSES = 10;

const PIXELS_2 = CONV2.outputSide ** 2;

/** Inputs before outputs. `conv1` has its bias in row 25, `conv2` its rows in the order (y, x, channel). */
const SHAPES = {
  conv1: [PATCH_LENGTH, CHANNELS_1],
  conv2: [CONV2.kernel ** 2 * CHANNELS_1, CHANNELS_2],
  conv2Bias: [CHANNELS_2],
  dense1: [PIXELS_2 * CHANNELS_2, HIDDEN],
  dense1Bias: [HIDDEN],
  dense2: [HIDDEN, CLASSES],
  dense2Bias: [CLASSES],
} as const;

type ParameterName = keyof typeof SHAPES;
type Arrays = Record<ParameterName, np.Array>;
/** Weights outside of jax-js, row-major, of the shapes above. */
export type Weights = Record<ParameterName, Float32Array>;

const PARAMETER_NAMES = Object.keys(SHAPES) as ParameterName[];

/** What a step takes and gives: the parameters, and Adam's two running means. */
export type TrainingState = { parameters: Arrays; mean: Arrays; square: Arrays };

const perParameter = <Value>(make: (name: ParameterName) => Value): Record<ParameterName, Value> =>
  Object.fromEntries(PARAMETER_NAMES.map((name) => [name, make(name)])) as Record<ParameterName, Value>;

/** Logits float32 [rows, 10] from patches float32 [rows * 49 * 9, 28]. */
export function forward(parameters: Arrays, patches: np.Array): np.Array {
  const positions = patches.shape[0]! / CONV2.kernel ** 2;
  const hidden1 = nn.relu(np.matmul(patches, parameters.conv1));
  const fields = hidden1.reshape([positions, CONV2.kernel ** 2 * CHANNELS_1]);
  const hidden2 = nn.relu(np.matmul(fields, parameters.conv2).add(parameters.conv2Bias));
  const flat = hidden2.reshape([positions / PIXELS_2, PIXELS_2 * CHANNELS_2]);
  const hidden3 = nn.relu(np.matmul(flat, parameters.dense1).add(parameters.dense1Bias));
  return np.matmul(hidden3, parameters.dense2).add(parameters.dense2Bias);
}

/** Mean cross-entropy in nats; `targets` is one-hot float32 [rows, 10]. */
function loss(parameters: Arrays, patches: np.Array, targets: np.Array): np.Array {
  const rows = targets.shape[0]!;
  return nn
    .logSoftmax(forward(parameters, patches))
    .mul(targets)
    .sum()
    .mul(-1 / rows);
}

const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.99;
const EPSILON = 1e-7;

/** Adam without bias correction: the caller's learning rate starts from zero instead. Gives [state, loss]. */
export const trainStep = jit(
  (
    state: TrainingState,
    patches: np.Array,
    targets: np.Array,
    learningRate: np.Array,
  ): [TrainingState, np.Array] => {
    const [lossValue, gradients] = valueAndGrad(loss)(tree.ref(state.parameters), patches, targets);
    const next: TrainingState = { parameters: {} as Arrays, mean: {} as Arrays, square: {} as Arrays };
    for (const name of PARAMETER_NAMES) {
      const gradient = gradients[name];
      const mean = state.mean[name].mul(MEAN_DECAY).add(gradient.ref.mul(1 - MEAN_DECAY));
      const square = state.square[name].mul(SQUARE_DECAY).add(np.square(gradient).mul(1 - SQUARE_DECAY));
      const change = mean.ref.div(np.sqrt(square.ref).add(EPSILON)).mul(learningRate.ref);
      next.parameters[name] = state.parameters[name].sub(change);
      next.mean[name] = mean;
      next.square[name] = square;
    }
    learningRate.dispose();
    return [next, lossValue];
  },
);

/** Weights of variance 2 / inputs (He et al. 2015, arXiv:1502.01852), biases of zero. */
export function initialState(random: RandomBits): TrainingState {
  const parameters = perParameter((name) => {
    const shape = SHAPES[name];
    const values = new Float32Array(shape.reduce((product: number, size) => product * size, 1));
    const inputs = name === 'conv1' ? PATCH_BIAS : shape[0];
    const drawn = name === 'conv1' ? PATCH_BIAS * CHANNELS_1 : values.length;
    if (shape.length === 2) {
      for (let index = 0; index < drawn; index++) values[index] = nearNormal(random) * Math.sqrt(2 / inputs);
    }
    return toArray(values, shape);
  });
  const zeros = () => perParameter((name) => np.zeros([...SHAPES[name]]));
  return { parameters, mean: zeros(), square: zeros() };
}

export function toArray(values: Float32Array<ArrayBuffer>, shape: readonly number[]): np.Array {
  return np.array(values).reshape([...shape]);
}

/** Copies the parameters out, leaving the state usable. */
export async function readWeights(state: TrainingState): Promise<Weights> {
  const weights = {} as Weights;
  for (const name of PARAMETER_NAMES) {
    weights[name] = new Float32Array((await state.parameters[name].ref.data()) as Float32Array);
  }
  return weights;
}
