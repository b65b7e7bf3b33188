// Joining accounts by hand: the challenges of each purpose, signed and sent.

import type { ChallengeResponse } from '../../src/protocol/sessions.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import type { Signer } from '../../src/sdk/requester.ts';
import { post, type Sent } from './wire.ts';

export async function challenge(url: string, request: object): Promise<string> {
  const { body } = await post(`${url}/v1/challenges`, { protocol: PROTOCOL_VERSION, ...request });
  return (body as ChallengeResponse).message;
}

export async function claimLink(url: string, signer: Signer, code: string): Promise<Sent> {
  const { publicKey } = signer;
  const message = await challenge(url, { publicKey, purpose: 'link' });
  const signature = await signer.sign(message);
  return post(`${url}/v1/links/claims`, { code, publicKey, message, signature });
}

export async function recover(url: string, recovery: Signer, device: Signer): Promise<Sent> {
  const [recoveryPublicKey, publicKey] = [recovery.publicKey, device.publicKey];
  const message = await challenge(url, {
    publicKey: recoveryPublicKey,
    forKey: publicKey,
    purpose: 'recover',
  });
  const [signature, deviceSignature] = [await recovery.sign(message), await device.sign(message)];
  return post(`${url}/v1/recoveries`, { recoveryPublicKey, publicKey, message, signature, deviceSignature });
}
