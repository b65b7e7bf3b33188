// A fresh Ed25519 key for a test: a requester or a simulated host.

import type { Signer } from '../../src/sdk/requester.ts';

export async function createSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return {
    publicKey: Buffer.from(raw).toString('base64'),
    async sign(message) {
      const signature = await crypto.subtle.sign(
        'Ed25519',
        pair.privateKey,
        new TextEncoder().encode(message),
      );
      return Buffer.from(signature).toString('base64');
    },
  };
}
