// Privacy: what leaves the device, what is kept, why and for how long; export and deletion.

import { useEffect } from 'preact/hooks';
import { lookForAccount } from '../data/accountView.ts';
import { hello, askHello } from '../data/hello.ts';
import { api } from '../data/pool.ts';
import { formatCount } from '../format.ts';
import { privacy as words } from '../words.ts';
import { YourData } from './YourData.tsx';
import './privacy.css';

function Jump() {
  const jump = (event: Event) => {
    // The hash is the route, so the jump is made by hand.
    event.preventDefault();
    const heading = document.getElementById('export');
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };
  return (
    <p>
      <a class="tall" href="#/privacy" onClick={jump}>
        {words.jump}
      </a>
    </p>
  );
}

function Leaves() {
  const { heading, before, after, never } = words.leaves;
  return (
    <section class="part" aria-labelledby="leaves">
      <h2 id="leaves">{heading}</h2>
      <dl class="facts-list">
        {[before, after, never].map(([when, what]) => (
          <div key={when}>
            <dt>{when}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Kept = { name: string; what: string; why: string; until: string };

function keptNow(): Kept[] {
  const { account, devices, address, work, credits, codes } = words.kept;
  const { addressDays, resultDays } = hello.value ?? {};
  const addressUntil =
    addressDays === undefined
      ? address.usually
      : addressDays === 0
        ? address.none
        : address.until(addressDays, formatCount(addressDays));
  const workUntil = resultDays === undefined ? work.usually : work.until(resultDays, formatCount(resultDays));
  return [
    account,
    devices,
    { ...address, until: addressUntil },
    { ...work, until: workUntil },
    credits,
    codes,
  ];
}

function KeptThere() {
  const { heading, labels } = words.kept;
  return (
    <section class="part" aria-labelledby="kept">
      <h2 id="kept">{heading}</h2>
      <div class="kept-list">
        {keptNow().map(({ name, what, why, until }) => (
          <div key={name}>
            <h3>{name}</h3>
            <dl class="facts-list">
              {[
                [labels.what, what],
                [labels.why, why],
                [labels.until, until],
              ].map(([label, text]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </section>
  );
}

function Part({ id, heading, texts }: { id: string; heading: string; texts: readonly string[] }) {
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}

export function PrivacyPage() {
  useEffect(() => {
    void lookForAccount().catch(() => undefined);
    void askHello();
  }, []);
  const { here, others, responsible } = words;
  const address = api.value?.coordinatorUrl ?? location.origin;
  const operator = hello.value?.operator ?? '';
  const who = operator === '' ? responsible.unnamed(address) : responsible.named(operator, address);
  return (
    <div class="frame page privacy">
      <h1 tabIndex={-1}>{words.heading}</h1>
      <p class="lead">{words.lead}</p>
      <Jump />
      <Leaves />
      <Part id="here" heading={here.heading} texts={[here.text]} />
      <KeptThere />
      <Part id="others" heading={others.heading} texts={[others.text]} />
      <Part id="responsible" heading={responsible.heading} texts={[who, responsible.more]} />
      <YourData />
    </div>
  );
}
