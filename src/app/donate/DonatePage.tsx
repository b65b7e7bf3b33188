// Donate: before Start what would happen, then what this device is doing now; below both, the cloth.

import { useEffect, useRef } from 'preact/hooks';
import { started, state } from '../data/visit.ts';
import { spokenSentence } from '../sentences.ts';
import { Bench } from './Bench.tsx';
import { ClothFigure } from './ClothFigure.tsx';
import { Invitation } from './Invitation.tsx';
import './donate.css';

export function DonatePage() {
  const page = useRef<HTMLDivElement>(null);
  const begun = started.value;
  const wasBegun = useRef(begun);
  useEffect(() => {
    // Start is gone from the page: the keyboard goes on at the sentence that took its place.
    if (begun && !wasBegun.current) page.current?.querySelector('h1')?.focus({ preventScroll: true });
    wasBegun.current = begun;
  }, [begun]);
  return (
    <div class="donate" ref={page}>
      {begun ? <Bench /> : <Invitation />}
      <p class="unseen" role="status" aria-live="polite">
        {begun ? spokenSentence(state.value) : ''}
      </p>
      <ClothFigure />
    </div>
  );
}
