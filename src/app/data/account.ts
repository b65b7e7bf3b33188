// The account of this browser, for the pages that care for it. The runtime is loaded for it; nothing is sent before
// something is asked.

import type { Account } from '../../volunteer/browser/accountApi.ts';
import { tabs } from './visit.ts';

export function account(): Promise<Account> {
  return tabs.account();
}
