// The nodes that reach an output of the graph, each after those whose outputs it uses. The rest never runs.

import { TabloomError } from '../../protocol/errors.ts';
import { nodeLabel, type OnnxModel, type OnnxNode } from './model.ts';

/** Throws `model_unreadable` for a tensor that nothing makes, or that two nodes make, and for a cycle. */
export function liveNodes(model: OnnxModel): OnnxNode[] {
  const makers = findMakers(model);
  const given = new Set([...model.initializers.keys(), ...model.inputs.map(({ name }) => name)]);
  const makerOf = (tensor: string, wantedBy: string): OnnxNode | undefined => {
    const maker = makers.get(tensor);
    if (!maker && !given.has(tensor)) throw unreadable(`${wantedBy} needs "${tensor}", which nothing makes.`);
    return maker;
  };

  const ordered: OnnxNode[] = [];
  const state = new Map<OnnxNode, 'open' | 'done'>();
  // Depth first with a stack of its own: a chain of a million nodes must not end the process.
  const stack = model.outputs.flatMap(({ name }) => makerOf(name, 'The graph') ?? []);
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    if (state.get(node) !== undefined) {
      stack.pop();
      if (state.get(node) === 'open') ordered.push(node);
      state.set(node, 'done');
      continue;
    }
    state.set(node, 'open');
    const sources = [
      ...node.inputs.filter((input) => input !== '').map((input) => makerOf(input, nodeLabel(node))),
      ...node.captures.map((capture) => makers.get(capture)),
    ];
    for (const source of sources) {
      if (!source || state.get(source) === 'done') continue;
      if (state.get(source) === 'open') throw unreadable(`${nodeLabel(source)} needs its own output.`);
      stack.push(source);
    }
  }
  return ordered;
}

function findMakers(model: OnnxModel): Map<string, OnnxNode> {
  const makers = new Map<string, OnnxNode>();
  for (const node of model.nodes) {
    for (const output of node.outputs) {
      if (output === '') continue;
      if (makers.has(output)) throw unreadable(`Two nodes make "${output}".`);
      makers.set(output, node);
    }
  }
  return makers;
}

const unreadable = (message: string): TabloomError => new TabloomError('model_unreadable', message);
