// Before Start: what Tabloom is, what this device would do, and the five lines that anybody may want to know first.

import type { ComponentChildren } from 'preact';
import { Icon } from '../../ui/Icon.tsx';
import { device } from '../data/device.ts';
import { isOpen, projects } from '../data/pool.ts';
import { start } from '../data/visit.ts';
import { ProjectLink } from '../ProjectLink.tsx';
import { invitation, problems } from '../words.ts';
import { PowerChoice } from '../settings/PowerChoice.tsx';

function openProjects() {
  return (projects.value ?? []).filter(isOpen);
}

function ThisDevice() {
  const facts = device.value;
  const words = invitation.device;
  if (!facts) return <p class="soft">{words.asking}</p>;
  const first = openProjects()[0];
  return (
    <div class="this-device">
      <p>
        {facts.gpu === 'yes'
          ? words.gpu(facts.gpuName ? ` (${facts.gpuName})` : '')
          : words.threads(facts.threads)}{' '}
        {first && (
          <>
            {words.work} <ProjectLink project={first} />: {first.summary}
          </>
        )}
      </p>
      {facts.problems.map((problem) => (
        <p key={problem} class={facts.secureContext ? 'soft' : 'problem'}>
          {!facts.secureContext && <Icon name="failed" />} {problems[problem]}
        </p>
      ))}
    </div>
  );
}

function Fact({ words, children }: { words: readonly string[]; children?: ComponentChildren }) {
  return (
    <div>
      <dt>{words[0]}</dt>
      <dd>{children ?? words[1]}</dd>
    </div>
  );
}

function ForWhom() {
  const open = openProjects();
  if (open.length === 0) return <>{invitation.facts.forWhom[1]}</>;
  return (
    <>
      {invitation.forProjects}{' '}
      {open.slice(0, 3).map((project, place, shown) => (
        <span key={project.id}>
          {place > 0 && (place === shown.length - 1 ? ` ${invitation.and} ` : ', ')}
          <ProjectLink project={project} />
        </span>
      ))}
      .
    </>
  );
}

export function Invitation() {
  const { facts } = invitation;
  return (
    <section class="frame invitation">
      <div class="pitch">
        <h1 tabIndex={-1}>{invitation.heading}</h1>
        <p class="lead">{invitation.lead}</p>
        <ThisDevice />
        <PowerChoice />
        <div class="go">
          <button type="button" class="button main big" onClick={start}>
            {invitation.start}
          </button>
          <p class="soft">{invitation.startNote}</p>
        </div>
      </div>
      <section aria-labelledby="facts" class="facts">
        <h2 id="facts">{invitation.factsHeading}</h2>
        <dl>
          <Fact words={facts.runs} />
          <Fact words={facts.forWhom}>
            <ForWhom />
          </Fact>
          <Fact words={facts.leaves} />
          <Fact words={facts.never} />
          <Fact words={facts.stop} />
        </dl>
      </section>
    </section>
  );
}
