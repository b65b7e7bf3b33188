// The account's pages with a real coordinator: a second browser joins by a code or by its address, an account comes
// back by its recovery code or file, a device is removed, a browser signs out, data is exported and deleted.

import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureApp } from '../../src/cli/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { query, startCoordinator, type TestCoordinator } from '../support/coordinator.ts';
import { createLinesJob } from '../support/demoJobs.ts';

let coordinator: TestCoordinator;
let browser: Browser;

beforeAll(async () => {
  coordinator = await startCoordinator({ staticDir: await ensureApp(() => {}), sweepMs: 500 });
  await createLinesJob(coordinator.url, 400);
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await coordinator.close();
});

/** What a page must never complain about. */
const complaints: string[] = [];

/** In a profile of its own, unless one is given. */
async function open(hash: string, context?: BrowserContext): Promise<Page> {
  const page = await (context ?? (await browser.newContext())).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${coordinator.url}/?engine=wasm&power=full${hash}`);
  await page.locator('h1').first().waitFor();
  return page;
}

const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name });

/** Starts, and finishes as soon as the browser is known to the coordinator as a device that computes. */
async function takePart(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Donate' }).click();
  await button(page, /^Start/).click();
  await heading(page, /^Computing: .+ for Lines/).waitFor({ timeout: 60_000 });
  await button(page, /^Finish/).click();
  await heading(page, /^Stopped/).waitFor({ timeout: 60_000 });
}

/** A browser with an account, on its Devices page. */
async function withAccount(): Promise<Page> {
  const page = await open('#/');
  await takePart(page);
  await toDevices(page);
  await heading(page, 'One device works for your account.').waitFor();
  return page;
}

/** The sentence that says what went wrong. */
const trouble = (page: Page, what: string): Promise<void> =>
  page.locator('strong.problem', { hasText: what }).waitFor({ timeout: 60_000 });

const toDevices = (page: Page) => page.getByRole('link', { name: 'Devices', exact: true }).click();

/** The keyboard never falls off the page: what it is on, waited for. */
const hasFocus = (what: Locator): Promise<void> =>
  expect.poll(() => what.evaluate((node) => node === document.activeElement)).toBe(true);

/** As a keyboard does it: the focus is on the button when it is pressed. */
async function pressEnter(what: Locator): Promise<void> {
  await what.focus();
  await what.press('Enter');
}

async function shownCode(page: Page): Promise<string> {
  await button(page, 'Show a code').click();
  return (await page.getByLabel('Code for the other device').textContent())!;
}

async function join(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from the other device').fill(code);
  await button(page, 'Join the account').click();
}

async function recoveryCodeOf(page: Page): Promise<string> {
  await button(page, /recovery code$/).click();
  return (await page.getByLabel('Your recovery code').textContent())!;
}

async function volunteerCount(): Promise<number> {
  const [row] = await query<{ count: string }>(
    coordinator.databaseUrl,
    'select count(*) as count from volunteers where deleted_at is null',
  );
  return Number(row!.count);
}

test('without an account the pages say how to get one, and make none', async () => {
  const before = await volunteerCount();
  const page = await open('#/devices');
  await heading(page, 'Your devices will be listed here.').waitFor();
  await page.getByText(/no name, no e-mail, no password/).waitFor();
  expect(await page.getByText(/stay behind/).count()).toBe(0);
  await page.getByRole('link', { name: 'Privacy', exact: true }).click();
  await page.getByText('This browser has no account, so that there is nothing').waitFor();
  expect(await button(page, /^(Export|Delete) my/).count()).toBe(0);
  await page.getByText(/^Whole for 7 days/).waitFor();
  expect(await volunteerCount()).toBe(before);
  await page.context().close();
});

test(
  'two browsers become devices of one account, and one removes the other',
  { timeout: 150_000 },
  async () => {
    const first = await withAccount();
    const second = await open('#/devices');
    await join(second, (await shownCode(first)).toLowerCase().replace('-', ' '));
    await heading(second, '2 devices work for your account.').waitFor();
    await second.getByText('This browser works for that account from now on.').waitFor();
    // The first sees it by itself, and puts the code away.
    await heading(first, '2 devices work for your account.').waitFor();
    await first.getByText('The other device has joined.').waitFor();
    expect(await first.getByLabel('Code for the other device').count()).toBe(0);
    const list = first.getByRole('list', { name: 'Devices' });
    expect(await list.getByText('this browser').count()).toBe(1);
    expect(await list.getByText(/^Processor, measured at [\d.]+ GFLOPS$/).count()).toBe(1);

    await takePart(second);
    await button(second, /^Start/).click();
    await heading(second, /^Computing/).waitFor({ timeout: 60_000 });
    await first.reload();
    const remove = button(first, /^Remove: Chromium \d+$/);
    await remove.click();
    await button(first, 'Leave it as it is').click();
    await hasFocus(remove);
    await first.keyboard.press('Enter');
    await button(first, 'Remove it').waitFor();
    await first.keyboard.press('Escape');
    await button(first, 'Remove it').waitFor({ state: 'detached' });
    await remove.click();
    await button(first, 'Remove it').click();
    await heading(first, 'One device works for your account.').waitFor();
    await first.getByText('One removed device').waitFor();

    await trouble(second, 'key was revoked');
    await second.getByRole('link', { name: 'Go to Devices' }).click();
    await heading(second, 'This browser belongs to no account any more.').waitFor();
    await pressEnter(button(second, 'Begin anew'));
    await hasFocus(heading(second, 'Your devices will be listed here.'));
    await Promise.all([first, second].map((page) => page.context().close()));
  },
);

test('the keyboard stays where things are when a pressed button goes', { timeout: 120_000 }, async () => {
  const page = await open('#/');
  await button(page, /^Start/).click();
  await heading(page, /^Computing: .+ for Lines/).waitFor({ timeout: 60_000 });
  await pressEnter(button(page, /^Finish/));
  await hasFocus(heading(page, /^(Finishing|Stopped)/));
  await heading(page, /^Stopped/).waitFor({ timeout: 60_000 });
  await hasFocus(heading(page, /^Stopped/));

  await toDevices(page);
  await heading(page, 'One device works for your account.').waitFor();
  await pressEnter(button(page, 'Show a code'));
  await pressEnter(button(page, 'Hide the code'));
  await hasFocus(button(page, 'Show a code'));
  await pressEnter(button(page, 'Save recovery code'));
  await hasFocus(page.getByLabel('Your recovery code'));
  await pressEnter(button(page, 'I have it; hide it'));
  await hasFocus(button(page, 'Make a new recovery code'));
  await page.context().close();
});

test('the address of a code joins at a click, and says what stays behind', { timeout: 150_000 }, async () => {
  const [first, second] = [await withAccount(), await withAccount()];
  const before = await volunteerCount();
  const code = await shownCode(first);
  await first.getByRole('img', { name: 'The address with the code, to be scanned' }).waitFor();
  const link = await open(`#/link/${code}`, second.context());
  expect(await link.getByLabel('Code from the other device').inputValue()).toBe(code);
  await link.getByText(/^This browser has an account already/).waitFor();
  // Nothing has happened yet: the code is still good.
  expect(await heading(first, 'One device works for your account.').count()).toBe(1);
  await button(link, 'Join the account').click();
  await heading(link, '2 devices work for your account.').waitFor();
  await heading(first, '2 devices work for your account.').waitFor();
  expect(await volunteerCount()).toBe(before);

  // Used, mistyped, and too many: each is said in words, and this browser stays where it is.
  const third = await open(`#/link/${code}`);
  await button(third, 'Join the account').click();
  await trouble(third, 'This code is unknown, used, or older than ten minutes.');
  await join(third, `${code}X`);
  await trouble(third, 'This code is not complete, or a character in it is wrong.');
  await toDevices(third);
  await heading(third, 'Your devices will be listed here.').waitFor();
  await Promise.all([first, second, third].map((page) => page.context().close()));
});

test(
  'a browser whose data is cleared while it joins has joined all the same',
  { timeout: 150_000 },
  async () => {
    const first = await withAccount();
    const second = await open('#/devices');
    const session = await second.context().newCDPSession(second);
    const what = { origin: coordinator.url, storageTypes: 'indexeddb' };
    await second.route('**/v1/links/claims', async (route) => {
      await session.send('Storage.clearDataForOrigin', what);
      await route.continue();
    });
    await join(second, await shownCode(first));
    await heading(second, '2 devices work for your account.').waitFor();
    await second.reload();
    await heading(second, '2 devices work for your account.').waitFor();
    await Promise.all([first, second].map((page) => page.context().close()));
  },
);

/** The browser refuses whatever the app would keep in this profile from now on. */
async function fill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: coordinator.url, quotaSize: 1 });
}

test(
  'on a full disk a browser joins all the same, a newcomer for as long as its tab lives',
  { timeout: 150_000 },
  async () => {
    const first = await withAccount();
    const newcomer = await open('#/devices');
    await fill(newcomer);
    await join(newcomer, await shownCode(first));
    await heading(newcomer, '2 devices work for your account.').waitFor();
    await newcomer.reload();
    await heading(newcomer, 'Your devices will be listed here.').waitFor();

    const known = await withAccount();
    await fill(known);
    await known.goto(`${coordinator.url}/#/link/${await shownCode(first)}`);
    await button(known, 'Join the account').click();
    await heading(known, '3 devices work for your account.').waitFor();
    await Promise.all([first, newcomer, known].map((page) => page.context().close()));
  },
);

test("another account's codes are not shown as one's own", { timeout: 150_000 }, async () => {
  const [page, other] = [await withAccount(), await withAccount()];
  const linkCode = await shownCode(other);
  const old = await recoveryCodeOf(page);
  await shownCode(page);
  await page.getByText('Use another account in this browser').click();
  await join(page, linkCode);
  await heading(page, '2 devices work for your account.').waitFor();
  await page.getByText('This browser works for that account from now on.').waitFor();
  expect(await page.getByText(old).count()).toBe(0);
  expect(await page.getByLabel('Code for the other device').count()).toBe(0);
  expect(await page.getByText('The other device has joined.').count()).toBe(0);
  await Promise.all([page, other].map((each) => each.context().close()));
});

test(
  'a tab whose account another tab has left asks for nothing in its name',
  { timeout: 150_000 },
  async () => {
    const first = await withAccount();
    const before = await volunteerCount();
    await shownCode(first);
    const second = await open('#/privacy', first.context());
    await button(second, 'Delete my account').click();
    await button(second, 'Delete the account').click();
    await second.getByText('The account is deleted.').waitFor();
    await heading(first, 'Your devices will be listed here.').waitFor();
    expect(await first.getByLabel('Code for the other device').count()).toBe(0);
    expect(await volunteerCount()).toBe(before - 1);
    await first.context().close();
  },
);

test('what is under way is not called off by looking away from it', { timeout: 90_000 }, async () => {
  const page = await withAccount();
  await page.getByRole('link', { name: 'Privacy', exact: true }).click();
  await button(page, 'Delete my account').click();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/v1/me', async (route) => {
    if (route.request().method() === 'DELETE') await held;
    await route.continue();
  });
  await button(page, 'Delete the account').click();
  await expect.poll(() => button(page, 'Leave it as it is').isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await button(page, 'Delete the account').isVisible()).toBe(true);
  answer();
  await page.getByText('The account is deleted.').waitFor();
  await page.context().close();
});

test(
  'a recovery code or its file brings the account back, and only the newest one',
  { timeout: 150_000 },
  async () => {
    const page = await withAccount();
    await page.getByText('This account has no recovery code yet.').waitFor();
    const old = await recoveryCodeOf(page);
    await button(page, 'I have it; hide it').click();
    await page.getByText('This account has a recovery code. A new one makes it useless.').waitFor();
    expect(await page.getByText(old).count()).toBe(0);
    const code = await recoveryCodeOf(page);
    expect(code).not.toBe(old);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Save as a file').click(),
    ]);
    expect(download.suggestedFilename()).toBe('tabloom-recovery.txt');
    const file = await download.path();
    expect(await readFile(file, 'utf8')).toContain(`\n${code}\n`);
    expect(await readFile(file, 'utf8')).toContain(`${coordinator.url}/`);
    // Shown once: gone with the page.
    await page.getByRole('link', { name: 'Status' }).click();
    await toDevices(page);
    await heading(page, 'One device works for your account.').waitFor();
    expect(await page.getByText(code).count()).toBe(0);

    const typed = await open('#/devices');
    const bring = async (text: string) => {
      await typed.getByLabel('Recovery code', { exact: true }).fill(text);
      await button(typed, 'Bring it back').click();
    };
    await bring(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
    await trouble(typed, 'This code is not complete, or a character in it is wrong.');
    await bring(old);
    await trouble(typed, 'No account here has this recovery code.');
    await bring(code.toLowerCase().replaceAll('-', ' '));
    await heading(typed, '2 devices work for your account.').waitFor();
    await typed.getByText('The account is back.').waitFor();

    const filed = await open('#/devices');
    // Until then the forms are folded away, and made anew.
    await heading(filed, 'Your devices will be listed here.').waitFor();
    await filed.getByLabel('Choose the file').setInputFiles({
      name: 'letter.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Nothing of ours.'),
    });
    await filed.getByText('There is no recovery code in this file.').waitFor();
    await filed.getByLabel('Choose the file').setInputFiles(file);
    await expect.poll(() => filed.getByLabel('Recovery code', { exact: true }).inputValue()).toBe(code);
    await filed.keyboard.press('Enter');
    await heading(filed, '3 devices work for your account.').waitFor();
    await Promise.all([page, typed, filed].map((each) => each.context().close()));
  },
);

test(
  'a coordinator that is away is said, and the list is there when it is back',
  { timeout: 90_000 },
  async () => {
    const page = await withAccount();
    const context = page.context();
    await context.route('**/v1/**', (route) => route.abort());
    await page.reload();
    await trouble(page, 'The coordinator does not answer.');
    await button(page, 'Sign out').click();
    await page.getByText('Tabloom could not ask whether there is another device').waitFor();
    await context.unroute('**/v1/**');
    await heading(page, 'One device works for your account.').waitFor({ timeout: 30_000 });
    await context.close();
  },
);

test('signing out says what is lost, and wants a tick', { timeout: 150_000 }, async () => {
  const page = await withAccount();
  const other = await open('#/devices');
  const lonely = 'This is the only device of the account and there is no recovery code';
  await button(page, 'Sign out').click();
  await page.getByText(lonely).waitFor();
  await button(page, 'Leave it as it is').click();
  await join(other, await shownCode(page));
  await heading(page, '2 devices work for your account.').waitFor();
  await button(page, 'Sign out').click();
  await page.getByText('Your other device keeps the account.').waitFor();
  const confirm = button(page, 'Sign out and delete the key');
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'I understand what that means.' }).check();
  await confirm.click();
  await heading(page, 'Your devices will be listed here.').waitFor();
  await page.getByText('Signed out. This browser has no account now.').waitFor();
  await page.reload();
  await heading(page, 'Your devices will be listed here.').waitFor();

  // The other one is alone now, and has a recovery code.
  await other.reload();
  await heading(other, 'One device works for your account.').waitFor();
  const code = await recoveryCodeOf(other);
  await button(other, 'Sign out').click();
  await other.getByText('Only your recovery code brings it back.').waitFor();
  await other.getByRole('checkbox', { name: 'I understand what that means.' }).check();
  await button(other, 'Sign out and delete the key').click();
  await heading(other, 'Your devices will be listed here.').waitFor();
  await other.getByLabel('Recovery code', { exact: true }).fill(code);
  await button(other, 'Bring it back').click();
  await heading(other, 'One device works for your account.').waitFor();
  await Promise.all([page, other].map((each) => each.context().close()));
});

test(
  'one\u2019s data is exported as a file, and the account deleted on all its devices',
  { timeout: 150_000 },
  async () => {
    const page = await withAccount();
    const other = await open('#/devices');
    await join(other, await shownCode(page));
    await heading(other, '2 devices work for your account.').waitFor();
    await page.getByRole('link', { name: 'Privacy', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Export my data').click(),
    ]);
    expect(download.suggestedFilename()).toBe('tabloom-export.json');
    const data = JSON.parse(await readFile(await download.path(), 'utf8')) as {
      account: { volunteerId: string };
      devices: unknown[];
      tasks: unknown[];
    };
    expect(data.devices).toHaveLength(2);
    expect(data.tasks.length).toBeGreaterThan(0);
    await page.getByText('The file is saved.').waitFor();

    await button(page, 'Delete my account').click();
    await page.getByText('no recovery code brings it back').waitFor();
    await button(page, 'Delete the account').click();
    await page.getByText(/^The account is deleted, and its key is gone from this browser/).waitFor();
    const [left] = await query<{ keys: string; hosts: string }>(
      coordinator.databaseUrl,
      `select (select count(*) from device_keys where volunteer_id = '${data.account.volunteerId}') as keys,
            (select count(*) from hosts where volunteer_id = '${data.account.volunteerId}') as hosts`,
    );
    expect(left).toEqual({ keys: '0', hosts: '0' });
    await toDevices(page);
    await heading(page, 'Your devices will be listed here.').waitFor();
    await other.reload();
    await heading(other, 'This browser belongs to no account any more.').waitFor();
    expect(complaints).toEqual([]);
    await Promise.all([page, other].map((each) => each.context().close()));
  },
);
