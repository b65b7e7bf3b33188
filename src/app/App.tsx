// The frame of every page: header, the notice of an absent coordinator, the page itself, footer.

import { useEffect, useRef } from 'preact/hooks';
import { CreditsPage } from './credits/CreditsPage.tsx';
import { DevicesPage } from './devices/DevicesPage.tsx';
import { LinkPage } from './devices/LinkPage.tsx';
import { DonatePage } from './donate/DonatePage.tsx';
import { Header } from './Header.tsx';
import { LanguageSelect } from './LanguageSelect.tsx';
import { language } from './locale.ts';
import { route } from './location.ts';
import { Notices } from './Notices.tsx';
import { PrivacyPage } from './privacy/PrivacyPage.tsx';
import { ProjectPage } from './projects/ProjectPage.tsx';
import { ProjectsPage } from './projects/ProjectsPage.tsx';
import { hrefOf, sectionOf } from './route.ts';
import { SettingsPage } from './settings/SettingsPage.tsx';
import { StatusPage } from './status/StatusPage.tsx';
import { shell } from './words.ts';

function Page() {
  const at = route.value;
  switch (at.page) {
    case 'donate':
      return <DonatePage />;
    case 'credits':
      return <CreditsPage />;
    case 'projects':
      return <ProjectsPage />;
    case 'project':
      return <ProjectPage id={at.id} />;
    case 'settings':
      return <SettingsPage />;
    case 'devices':
      return <DevicesPage />;
    case 'link':
      return <LinkPage code={at.code} />;
    case 'privacy':
      return <PrivacyPage />;
    case 'status':
      return <StatusPage />;
    case 'lost':
      return (
        <div class="column">
          <h1 tabIndex={-1}>{shell.lost.heading}</h1>
          <p>
            <a class="tall" href="#/">
              {shell.lost.way}
            </a>
          </p>
        </div>
      );
  }
}

/** The pages are made anew in another language; the frame stays, and with it the focus on the choice. */
export function App() {
  const spoken = language.value;
  const main = useRef<HTMLElement>(null);
  const address = hrefOf(route.value);
  const shown = useRef(address);

  useEffect(() => {
    if (shown.current === address) return;
    shown.current = address;
    scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [address]);

  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          // The hash is the route, so the jump is made by hand.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {shell.skip}
      </a>
      <Header key={`header ${spoken}`} />
      <Notices key={`away ${spoken}`} />
      <main id="main" tabIndex={-1} ref={main}>
        <Page key={spoken} />
      </main>
      <footer class="frame">
        <p class="soft">{shell.footer}</p>
        <div class="ways">
          {(['settings', 'devices', 'privacy', 'status'] as const).map((each) => (
            <a
              key={each}
              href={`#/${each}`}
              {...(sectionOf(route.value) === each ? { 'aria-current': 'page' as const } : {})}
            >
              {shell.pages[each]}
            </a>
          ))}
          {/* On Settings it is on the page. */}
          {route.value.page !== 'settings' && <LanguageSelect />}
        </div>
      </footer>
    </>
  );
}
