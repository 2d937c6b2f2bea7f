import type { AlertReceiver } from "./monitoring-settings";
import { receiverSecretName } from "./names";

/**
 * Alertmanager's settings: all goes to the one receiver but what is always there, or only quiets others.
 *
 * @param alerts - where alerts go
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export function receiverOf(alerts: AlertReceiver) {
  return {
    route: {
      receiver: "people",
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: [{ receiver: "nobody", matchers: ['alertname =~ "InfoInhibitor|Watchdog"'] }],
    },
    receivers: [{ name: "nobody" }, { name: "people", ...ways(alerts) }],
  };
}

function ways(alerts: AlertReceiver): Record<string, unknown> {
  // Where the operator mounts a Secret of Alertmanager's.
  const secretFile = `/etc/alertmanager/secrets/${receiverSecretName(alerts)}/value`;
  switch (alerts.kind) {
    case "webhook":
      return { webhook_configs: [{ url_file: secretFile, send_resolved: true }] };
    case "email":
      return {
        email_configs: [
          {
            to: alerts.to.join(", "),
            from: alerts.from,
            smarthost: alerts.server,
            send_resolved: true,
            ...(alerts.username !== undefined && { auth_username: alerts.username, auth_password_file: secretFile }),
          },
        ],
      };
    case "none":
      return {};
  }
}
