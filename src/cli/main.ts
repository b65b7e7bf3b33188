// The `tabloom` command. Every command is a file; this one finds it and says what went wrong in plain words.

import { TabloomError } from '../protocol/errors.ts';

const HELP = `tabloom <command>

  start                        coordinator, database, app, demo projects and referee (npm start)
  volunteer --headless         compute in this process, without a browser
      [--url http://localhost:8787] [--minutes N] [--threads N] [--key FILE] [--cache DIR]
  volunteer --tabs N           compute in N real browser profiles with N accounts
      [--url …] [--engine webgpu|wasm|auto] [--minutes N] [--threads N]
  token [--key FILE] [--url …] print a bearer token for calls by hand
  approve PROJECT_ID           let a project run on volunteers' devices (the operator's word)
      [--key data/keys/operator.pem] [--url …]
  help                         this text

Settings of start are environment variables; the README lists them.`;

async function run(argv: readonly string[]): Promise<void> {
  const [command, ...rest] = argv;
  switch (command) {
    case 'start':
      return (await import('./start.ts')).start();
    case 'volunteer':
      return (await import('./volunteer.ts')).volunteer(rest);
    case 'token':
      return (await import('./token.ts')).token(rest);
    case 'approve':
      return (await import('./approve.ts')).approve(rest);
    case 'help':
    case '--help':
    case undefined:
      console.log(HELP);
      return undefined;
    default:
      throw new TabloomError('bad_request', `There is no command '${command}'.\n\n${HELP}`);
  }
}

try {
  await run(process.argv.slice(2));
  process.exitCode ??= 0;
} catch (error) {
  if (error instanceof TabloomError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) {
    console.error(`tabloom: ${(error as Error).message}`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
}
