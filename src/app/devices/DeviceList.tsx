// The devices of the account: what each is, when it was last there, and the way to remove one.

import type { Device } from '../../volunteer/browser/accountApi.ts';
import { Confirm } from '../Confirm.tsx';
import { account } from '../data/account.ts';
import { readAccount } from '../data/accountView.ts';
import { focusHeading } from '../focusHeading.ts';
import { formatCount, formatDayAndTime, formatMeasure } from '../format.ts';
import { devices as words } from '../words.ts';

function nameOf({ platform }: Device): string {
  return platform ?? words.list.unknown;
}

function engineOf({ executionProvider, adapterVendor = '', gflops }: Device): string | undefined {
  if (executionProvider === undefined || gflops === undefined) return undefined;
  const engine = executionProvider === 'webgpu' ? words.list.gpu(adapterVendor) : words.list.cpu;
  return `${engine}, ${words.list.measured(formatMeasure(gflops))}`;
}

function DeviceLine({ device }: { device: Device }) {
  const name = nameOf(device);
  const engine = engineOf(device);
  const { lastSeenAt, revokedAt, current, hostId } = device;
  return (
    <li class={revokedAt === null ? 'device' : 'device gone'}>
      <div>
        <p>
          <strong>{name}</strong>
          {current && <span class="here">{words.list.here}</span>}
        </p>
        {engine !== undefined && <p class="soft">{engine}</p>}
        <p class="soft">
          {revokedAt === null
            ? words.list.seen(formatDayAndTime(new Date(lastSeenAt)))
            : words.list.goneSince(formatDayAndTime(new Date(revokedAt)))}
        </p>
      </div>
      {revokedAt === null && !current && (
        <Confirm
          button={words.list.remove}
          buttonName={`${words.list.remove}: ${name}`}
          heading={words.list.removeHeading(name)}
          confirm={words.list.removeNow}
          work={async (signal) => {
            await (await account()).revoke(signal, hostId);
            await readAccount();
          }}
          onDone={focusHeading}
        >
          <p>{words.list.removeMeans}</p>
        </Confirm>
      )}
    </li>
  );
}

export function DeviceList({ devices }: { devices: readonly Device[] }) {
  const here = devices.filter(({ revokedAt }) => revokedAt === null);
  const gone = devices.filter(({ revokedAt }) => revokedAt !== null);
  return (
    <>
      <ul class="device-list" aria-label={words.list.label}>
        {here.map((device) => (
          <DeviceLine key={device.hostId} device={device} />
        ))}
      </ul>
      {gone.length > 0 && (
        <details>
          <summary>{words.list.gone(gone.length, formatCount(gone.length))}</summary>
          <ul class="device-list">
            {gone.map((device) => (
              <DeviceLine key={device.hostId} device={device} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
