// Devices: the list, linking, recovery, signing out; and joining an account from another browser.

export const devices = {
  headingNone: 'Your devices will be listed here.',
  heading: (count: number, text: string) =>
    count === 1 ? 'One device works for your account.' : `${text} devices work for your account.`,
  /** Before the list could be read. */
  headingUnread: 'The devices of your account',
  howTo:
    'With the first Start this browser gets a key of its own, and with it an account: no name, no e-mail, no password. If you have an account on another device, bring it here below instead.',
  kept: 'This browser has promised to keep what Tabloom stores in it.',
  evictable:
    'This browser may clear what Tabloom stores in it, the key of your account included, when space runs short. A recovery code or a second device is worth having.',
  unsaid:
    'This browser does not say whether it will keep what Tabloom stores in it. A recovery code or a second device is worth having.',
  list: {
    label: 'Devices',
    unknown: 'A browser that has not computed yet',
    here: 'this browser',
    gpu: (vendor: string) => `Graphics card${vendor && ` (${vendor})`}`,
    cpu: 'Processor',
    measured: (gflops: string) => `measured at ${gflops} GFLOPS`,
    seen: (when: string) => `Last seen on ${when}`,
    gone: (count: number, text: string) => (count === 1 ? 'One removed device' : `${text} removed devices`),
    goneSince: (when: string) => `Removed on ${when}; it cannot sign in any more.`,
    remove: 'Remove',
    removeHeading: (name: string) => `Remove this device: ${name}?`,
    removeMeans:
      'Its key is revoked: from now on it cannot sign in, and what it is computing goes to other devices. What it has earned stays with the account.',
    removeNow: 'Remove it',
  },
  link: {
    heading: 'Use a second device',
    text: 'A device that is linked gets a key of its own, and the credits of both go to one account.',
    show: 'Show a code',
    again: 'Show a new code',
    hide: 'Hide the code',
    codeLabel: 'Code for the other device',
    left: (time: string) => `Good once, for ${time} more minutes.`,
    over: 'The code has run out.',
    qr: 'The address with the code, to be scanned',
    how: 'Scan this with the other device. Or open this page there, go to Devices and type the code:',
    local: 'The address of this page leads to this computer only, so that other devices cannot open it.',
    joined: 'The other device has joined. It is in the list above.',
  },
  recovery: {
    heading: 'Keep your account',
    text: 'The key of your account is in this browser and nowhere else. A recovery code brings the account back when the browser is cleared or the device is gone.',
    textLinked:
      'Each device of your account has a key of its own, which is nowhere else. A recovery code brings the account back when all their browsers are cleared or the devices are gone.',
    has: 'This account has a recovery code. A new one makes it useless.',
    hasNot: 'This account has no recovery code yet.',
    save: 'Save recovery code',
    renew: 'Make a new recovery code',
    once: 'This is shown once and kept nowhere: copy it, or save it as a file. Whoever has the code has the account.',
    codeLabel: 'Your recovery code',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser did not let Tabloom copy it: mark the code and copy it by hand.',
    file: 'Save as a file',
    done: 'I have it; hide it',
    fileName: 'tabloom-recovery.txt',
    /** The code is on a line of its own, whatever the language. */
    fileText: (code: string, address: string, when: string) => `Tabloom recovery code, made on ${when}

${code}

It brings back the Tabloom account that was made at
${address}

Open that address, go to Devices, then "Bring an account back": type the code or choose this file.
Whoever has this code has the account. Keep it where you keep passwords.
A newer recovery code of the same account makes this one useless.
`,
  },
  join: {
    heading: 'Join an account with a code',
    text: 'On a device of the account, open Devices and press \u201cShow a code\u201d.',
    label: 'Code from the other device',
    hint: 'Eight letters and digits',
    button: 'Join the account',
    trust:
      'Only use a code that you, or somebody you trust, shows right now: what this browser earns goes to that account from then on.',
    joined: 'This browser works for that account from now on.',
  },
  back: {
    heading: 'Bring an account back',
    text: 'With the recovery code of the account, typed or as the file that you saved.',
    label: 'Recovery code',
    button: 'Bring it back',
    choose: 'Choose the file',
    noCode: 'There is no recovery code in this file.',
    joined: 'The account is back. This browser works for it from now on.',
  },
  another: 'Use another account in this browser',
  leaves: (amount: string) =>
    `This browser has an account already, with ${amount} credits. They stay behind with it; without another device or a recovery code of it, nobody gets to them again.`,
  leavesNothing: 'This browser has an account already, which stays behind. It has no credits yet.',
  leavesUnknown:
    'This browser has an account already. Its credits stay behind with it; without another device or a recovery code of it, nobody gets to them again.',
  linkPage: {
    heading: 'Link this browser to an account.',
    instead: 'No code at hand? See all that Devices offers.',
  },
  out: {
    heading: 'Sign out of this browser',
    text: 'Deletes the key from this browser and removes the device from the account.',
    button: 'Sign out',
    confirmHeading: 'Sign out of this browser?',
    otherDevices: (count: number, text: string) =>
      count === 1
        ? 'Your other device keeps the account. To come back here, link this browser again from there.'
        : `Your ${text} other devices keep the account. To come back here, link this browser again from there.`,
    recovery: 'This is the only device of the account. Only your recovery code brings it back.',
    lost: 'This is the only device of the account and there is no recovery code: the account and its credits are lost for good.',
    maybeLost:
      'Tabloom could not ask whether there is another device or a recovery code. Without either, the account and its credits are lost for good.',
    tick: 'I understand what that means.',
    confirm: 'Sign out and delete the key',
    done: 'Signed out. This browser has no account now.',
  },
  revoked: {
    heading: 'This browser belongs to no account any more.',
    text: 'Its key was revoked on another device, or its account was deleted there; the key is of no more use. Join an account below, or begin anew: the key is deleted, and the next Start makes a new account.',
    anew: 'Begin anew',
  },
  privacy: 'What is kept about this account, its export and its deletion are on the Privacy page.',
};
