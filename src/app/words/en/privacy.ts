// Privacy: what leaves the device, what is kept, why and for how long; export and deletion. Every statement is one
// about the code (services/deletion.ts, sweeps.ts, accountExport.ts; what a lease or a result carries): change both.

import { counted } from './units.ts';

export const privacy = {
  heading: 'Tabloom knows little of you, and you can take it along or delete it.',
  lead: 'No name, no e-mail, no password. No cookies, no advertising, no counting of visitors, nothing loaded from anybody else. This is what there is all the same.',
  jump: 'To export and deletion',
  leaves: {
    heading: 'What leaves this device',
    before: [
      'Before Start',
      'The page asks for the public counters and projects, and tells nothing of the device. If this browser has an account, opening Credits or Devices signs in with its key.',
    ],
    after: [
      'After Start',
      'The public half of this browser\u2019s key; the browser and its version; the engine and its threads; the kind, features and limits of the graphics card; the memory as the browser rounds it; a measured speed; which models are kept here; whether the tab is hidden or paused, and how far a piece of work is; the results, how long they took, and the engine\u2019s message where it failed.',
    ],
    never: [
      'Never',
      'Your files, your other tabs and what you do in them, the state of the battery, the private half of the key, and the recovery code.',
    ],
  },
  kept: {
    heading: 'What the coordinator keeps, why, and for how long',
    labels: { what: 'What', why: 'Why', until: 'How long' },
    account: {
      name: 'Your account',
      what: 'A random id, the day it was made, and the public half of your recovery code if you made one.',
      why: 'Credits and devices need something to belong to.',
      until:
        'Until you delete the account. The id stays in the ledger and beside the work, with nothing that leads to you.',
    },
    devices: {
      name: 'Your devices',
      what: 'For each its public key, when it was added, last seen and removed, what it told of itself after Start, whether its tab is hidden, how many visits it made and how long they lasted in all.',
      why: 'So that work fits the device and the visit, and a lost device can be removed.',
      until:
        'Until you delete the account; removed devices, too. Of each key a one-way fingerprint stays even then.',
    },
    address: {
      name: 'Their internet addresses',
      what: 'The address from which each device signed in last.',
      why: 'So that the operator can find and stop abuse.',
      until: (days: number, text: string) =>
        `Whole for ${counted(days, text, 'day', 'days')}; then only its network is left (the first 24 bits, of IPv6 addresses 48), until the device signs in again or the account is deleted.`,
      usually:
        'Usually whole for 7 days; then only its network is left (the first 24 bits, of IPv6 addresses 48), until the device signs in again or the account is deleted.',
      none: 'This coordinator keeps no addresses.',
    },
    work: {
      name: 'Your work',
      what: 'Which pieces of work which device was given, when, and what came of them; the results, with the kind of browser and engine that computed them and how long it took.',
      why: 'So that answers can be compared, and are paid once.',
      until: (days: number, text: string) =>
        `A result that was not chosen as the answer goes ${counted(days, text, 'day', 'days')} after the end of its job. Answers and the list of your pieces stay.`,
      usually:
        'A result that was not chosen as the answer usually goes 7 days after the end of its job. Answers and the list of your pieces stay.',
    },
    credits: {
      name: 'Your credits',
      what: 'Every movement: for which piece of work, how much, when.',
      why: 'A balance is the sum of its movements, and none is ever changed.',
      until: 'It stays, under the random id.',
    },
    codes: {
      name: 'Codes and sign-ins',
      what: 'Of a link code only a fingerprint; of a sign-in the random number that was signed.',
      why: 'So that each is good once.',
      until: 'Ten minutes, and two minutes.',
    },
  },
  here: {
    heading: 'What stays in this browser',
    text: 'The private half of its key, made so that the browser uses it but hands it to nobody, not even to this page, where the browser can do that. Models and data for the next time, at most 2 GB. Your settings and language, which engine worked here, and this page itself, so that it opens offline. Clearing the data of this site in the browser deletes all of it.',
  },
  others: {
    heading: 'Who sees what',
    text: 'Requesters get the answers to their work, and nobody tells them who computed them. Everybody sees the counters and the cloth, which show no single device. Only who brings work to Tabloom as a requester is shown with the random id of the account.',
  },
  responsible: {
    heading: 'Who is responsible',
    named: (operator: string, address: string) =>
      `${operator} runs the coordinator at ${address} and is responsible for what it keeps.`,
    unnamed: (address: string) =>
      `Whoever runs the coordinator at ${address} is responsible for what it keeps; it does not say a name. Tabloom\u2019s authors get none of it.`,
    more: 'A server in front of the coordinator, or the one that this page comes from, may write logs and backups of its own: the operator knows. You may ask the operator to correct or erase something, and complain to the data-protection authority of where you live.',
  },
  export: {
    heading: 'Take your data along',
    text: 'Everything that the coordinator keeps about your account, as one JSON file: the account, its devices, its pieces of work and what they earned. Only the answers themselves are not in it; they belong to the projects.',
    button: 'Export my data',
    fileName: 'tabloom-export.json',
    saved: 'The file is saved.',
  },
  remove: {
    heading: 'Delete your account',
    goes: 'Deleted at once: the keys of all its devices, the devices with their addresses and all they told of themselves, link codes and the recovery key, and the key in this browser. Credits that are not spent are gone.',
    stays:
      'What stays: the random id with the days of its making and deletion, beside its lines in the ledger and its pieces of work with their results and the kind of browser and engine that computed them, since balances and validated work must go on adding up. Nothing leads from there to a key, a device or an address any more. Also a one-way fingerprint (SHA-256) of each of its keys, so that none of its browsers can sign in again under it; they then say that the account was deleted.',
    button: 'Delete my account',
    confirmHeading: 'Delete the account for good?',
    confirmText:
      'All its devices stop at once, and no recovery code brings it back. You may want to export your data before.',
    confirm: 'Delete the account',
    done: 'The account is deleted, and its key is gone from this browser. Your settings and kept models are still here until you clear the data of this site.',
  },
  none: 'This browser has no account, so that there is nothing to export or to delete.',
};
