// Before Start: what Tabloom is, what this device would do, and the five lines that anybody may want to know first.

import type { ComponentChildren } from 'preact';
import { openProjects } from '../data/pool.ts';
import { start } from '../data/visit.ts';
import { ProjectLink } from '../ProjectLink.tsx';
import { invitation, shell } from '../words.ts';
import { Downloads } from './Downloads.tsx';
import { ThisDevice } from './ThisDevice.tsx';
import { PowerChoice } from '../settings/PowerChoice.tsx';

function Fact({ words, children }: { words: readonly string[]; children?: ComponentChildren }) {
  return (
    <div>
      <dt>{words[0]}</dt>
      <dd>{children ?? words[1]}</dd>
    </div>
  );
}

function ForWhom() {
  const open = openProjects.value;
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
        <PowerChoice withMore />
        <div class="go">
          <button type="button" class="button main big" onClick={start}>
            {invitation.start}
          </button>
          <Downloads />
        </div>
      </div>
      <section aria-labelledby="facts" class="facts">
        <h2 id="facts">{invitation.factsHeading}</h2>
        <dl>
          <Fact words={facts.runs} />
          <Fact words={facts.forWhom}>
            <ForWhom />
          </Fact>
          <Fact words={facts.leaves}>
            {facts.leaves[1]} <a href="#/privacy">{shell.pages.privacy}</a>
          </Fact>
          <Fact words={facts.never} />
          <Fact words={facts.stop} />
        </dl>
      </section>
    </section>
  );
}
