// Whose address counts: the connection's, or, behind trusted proxies, the last hop in X-Forwarded-For that is none of
// them. What a client writes into that header itself stands further left and is never believed.

import { BlockList, isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context as HttpContext } from 'hono';
import { TabloomError } from '../../protocol/errors.ts';

export type ClientAddress = (http: HttpContext) => string | null;

/** `proxies` are addresses or networks (10.0.0.0/8). Throws `bad_request` for anything else. */
export function createClientAddress(proxies: readonly string[]): ClientAddress {
  const trusted = trustedProxies(proxies);
  const isTrusted = (address: string): boolean =>
    trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (http) => {
    const bindings = http.env as Partial<HttpBindings> | undefined;
    const peer = plain(bindings?.incoming?.socket.remoteAddress ?? '');
    if (peer === null) return null;
    let address = peer;
    const hops = (http.req.header('x-forwarded-for') ?? '').split(',').map((hop) => plain(hop.trim()));
    while (isTrusted(address)) {
      const hop = hops.pop();
      if (hop === undefined || hop === null) break;
      address = hop;
    }
    return address;
  };
}

export function trustedProxies(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of proxies) {
    const [address = '', bits] = entry.split('/');
    const version = isIP(address);
    const prefix = bits === undefined ? undefined : Number(bits);
    const mayBe =
      prefix === undefined ||
      (Number.isInteger(prefix) && prefix >= 0 && prefix <= (version === 6 ? 128 : 32));
    if (version === 0 || !mayBe) {
      throw new TabloomError(
        'bad_request',
        `TRUSTED_PROXIES must list addresses or networks such as 10.0.0.1 or 10.0.0.0/8, not '${entry}'.`,
      );
    }
    const family = version === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, prefix, family);
  }
  return list;
}

/** IPv4 that came over an IPv6 socket is IPv4; null for what is no address. */
function plain(text: string): string | null {
  const address = text.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIP(address) === 0 ? null : address;
}
