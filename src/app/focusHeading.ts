// Where the keyboard goes when what it was on is gone: to the heading, which says how things are now.

export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
}
