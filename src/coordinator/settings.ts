// The coordinator's settings with their defaults; `main` fills them from the environment, tests by hand.

export type Settings = {
  /** Where artifacts lie. */
  dataDir: string;
  databaseUrl: string;
  /** The built app to serve, or null. */
  staticDir: string | null;
  /** The origin that challenges name; empty means what the request's Host header says. */
  publicOrigin: string;
  /** Who runs this coordinator, and how to reach them, as the privacy page says it. */
  operator: string;
  /** Base64 public keys whose hosts are the operator's referees. */
  refereeKeys: readonly string[];
  /** Base64 public keys that may approve projects. */
  operatorKeys: readonly string[];
  /** A referee steps in when a workunit has waited this long for its next result. */
  refereeAfterMs: number;
  /** How long granted credits are held before they can be spent. */
  holdMs: number;
  /** What a new project may spend, in micro-credits, minted by the operator. */
  projectGrantMicro: bigint;
  /** Whether projects run on strangers' devices without the operator's word. True on loopback only. */
  approveProjects: boolean;
  maxArtifactBytes: number;
  maxBodyBytes: number;
  databaseConnections: number;
  /** Results of jobs that ended this long ago are purged but for the canonical ones. */
  purgeAfterMs: number;
  /** Addresses or networks whose X-Forwarded-For counts. */
  trustedProxies: readonly string[];
  /** Days until a host's address is cut to its network; 0 keeps none at all. */
  addressDays: number;
  /** Milliseconds between sweeps for silent leases and due releases; 0 leaves sweeping to the caller. */
  sweepMs: number;
};

export const DEFAULT_SETTINGS: Omit<Settings, 'dataDir' | 'databaseUrl'> = {
  staticDir: null,
  publicOrigin: '',
  operator: '',
  refereeKeys: [],
  operatorKeys: [],
  refereeAfterMs: 4000,
  holdMs: 24 * 3600_000,
  projectGrantMicro: 10_000n * 1_000_000n,
  approveProjects: true,
  maxArtifactBytes: 512 * 2 ** 20,
  maxBodyBytes: 4 * 2 ** 20,
  databaseConnections: 10,
  purgeAfterMs: 7 * 24 * 3600_000,
  trustedProxies: [],
  addressDays: 7,
  sweepMs: 1000,
};
