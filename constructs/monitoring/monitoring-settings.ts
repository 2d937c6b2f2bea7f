import type { OidcClient, OidcEndpoints } from "../contracts/login";

/** Login to Grafana at a provider of OpenID Connect; Grafana asks no issuer for its addresses. */
export type GrafanaOidcLogin = OidcEndpoints & OidcClient;

/** Login to Grafana with the one account of its administrator. */
export interface GrafanaPasswordLogin {
  /** Kind of login. */
  readonly kind: "password";
}

/** How people log in to Grafana. There is none that lets anybody in. */
export type GrafanaLogin = GrafanaOidcLogin | GrafanaPasswordLogin;

/** Who may log in to Grafana where a provider says who people are. */
export interface GrafanaAccess {
  /** Users by name, who see dashboards. */
  readonly allowedUsers: readonly string[];
  /** Members of groups, who see dashboards. */
  readonly allowedGroups: readonly string[];
  /** Users by name, who may change everything. */
  readonly admins: readonly string[];
}

/** Where alerts go. */
export type AlertReceiver =
  | {
      /** A service that takes alerts by HTTP; its address is a secret, because whoever has it can write there. */
      readonly kind: "webhook";
    }
  | {
      /** Mail. */
      readonly kind: "email";
      /** Addresses that get the alerts. */
      readonly to: readonly string[];
      /** Address that they come from. */
      readonly from: string;
      /** Mail server, as name:port. */
      readonly server: string;
      /**
       * Account at the server, whose password is a secret.
       *
       * @default - no account
       */
      readonly username?: string | undefined;
    }
  | {
      /** Nowhere: Grafana shows them. */
      readonly kind: "none";
    };

/** How long and where Prometheus keeps what it has seen. */
export interface MonitoringRetention {
  /** Days that samples stay, unless the disk is full earlier. */
  readonly days: number;
  /** Size of Prometheus' disk in GiB. */
  readonly sizeGiB: number;
}

/** What is to be watched and by whom, as far as it can be wrong. */
export interface MonitoringSettings extends GrafanaAccess {
  /** Host name of Grafana. */
  readonly host: string;
  /** How people log in. */
  readonly login: GrafanaLogin;
  /** Where alerts go. */
  readonly alerts: AlertReceiver;
  /** Values of the chart. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Part of the disk that samples may fill: the rest is for the log that is written first, and for blocks while they are joined. */
const FILLED = 0.8;

/**
 * Most that Prometheus keeps in MiB; beyond it the oldest samples go, however few days old they are.
 *
 * @param retention - how long, and the size of the disk
 */
export function retentionSizeMiB({ sizeGiB }: Pick<MonitoringRetention, "sizeGiB">): number {
  return Math.floor(sizeGiB * 1024 * FILLED);
}

/**
 * Size of the smallest disk that so many samples may fill.
 *
 * @param samplesMiB - size of the samples in MiB
 * @returns GiB
 */
export function diskGiBFor(samplesMiB: number): number {
  return Math.ceil(Math.ceil(samplesMiB + 1) / FILLED / 1024);
}

/** Whether a login has a secret that a provider gives. */
export function hasGrafanaClient(login: Pick<GrafanaLogin, "kind">): boolean {
  return login.kind === "oidc";
}

/** Whether alerts go out by something secret. */
export function hasReceiverSecret(alerts: AlertReceiver): boolean {
  return alerts.kind === "webhook" || (alerts.kind === "email" && alerts.username !== undefined);
}
