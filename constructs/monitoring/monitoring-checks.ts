import { hostProblem } from "../kit/names";
import type { SettingProblem } from "../kit/setting-problem";
import { valueAt } from "../kit/value-at";
import type { MonitoringSettings } from "./monitoring-settings";

/** Values of the chart that follow from fields, so that the disk and what is kept on it cannot fall apart. */
const OWN_VALUES = [
  "prometheus.prometheusSpec.retention",
  "prometheus.prometheusSpec.retentionSize",
  "prometheus.prometheusSpec.storageSpec",
  "alertmanager.config",
  "alertmanager.alertmanagerSpec.storage",
  "grafana.adminPassword",
  "grafana.grafana\\.ini.auth\\.anonymous",
  "nodeExporter.enabled",
  "fullnameOverride",
] as const;

/**
 * Finds what cannot work in monitoring, or would let in whom nobody has named.
 *
 * @param settings - all settings
 */
export function monitoringProblems(settings: MonitoringSettings): SettingProblem[] {
  const host = hostProblem(settings.host);
  return [
    ...(host === undefined ? [] : [{ path: ["host"], message: host }]),
    ...accessProblems(settings),
    ...nameProblems(settings),
    ...valueProblems(settings.values),
  ];
}

function accessProblems({ login, allowedUsers, allowedGroups, admins }: MonitoringSettings): SettingProblem[] {
  const lists = { allowedUsers, allowedGroups, admins };
  if (login.kind === "password") {
    return Object.entries(lists).flatMap(([field, names]) =>
      names.length === 0
        ? []
        : [{ path: [field], message: `must be left out with login password, which has one account for all, got ${quoted(names)}` }],
    );
  }
  const problems: SettingProblem[] = [];
  if (Object.values(lists).every((names) => names.length === 0)) {
    problems.push({
      path: ["allowedUsers"],
      message: "must name somebody, or allowedGroups or admins must: nobody could log in, got none",
    });
  }
  if (allowedGroups.length > 0 && login.groupsClaim === undefined) {
    const message = `must be left out without login.groupsClaim, which says where the provider lists groups, got ${quoted(allowedGroups)}; set it, such as to "groups"`;
    problems.push({ path: ["allowedGroups"], message });
  }
  return problems;
}

/** They become part of a query over what the provider says of a user. */
function nameProblems({ allowedUsers, allowedGroups, admins, login }: MonitoringSettings): SettingProblem[] {
  const lists = Object.entries({ allowedUsers, allowedGroups, admins });
  const names = lists.flatMap(([field, list]) =>
    list.flatMap((name, index) =>
      /^[\w.@:/ -]+$/.test(name)
        ? []
        : [
            {
              path: [field, index],
              message: `must have letters, digits, blanks and ._@:/- only, of which Grafana's rule is made, got '${name}'`,
            },
          ],
    ),
  );
  if (login.kind !== "oidc") return names;
  const claims = (["usernameClaim", "groupsClaim"] as const).flatMap((field) => {
    const claim = login[field];
    return claim === undefined || /^[A-Za-z_]\w*$/.test(claim)
      ? []
      : [{ path: ["login", field], message: `must be a name of letters, digits and _, of which Grafana's rule is made, got '${claim}'` }];
  });
  return [...names, ...claims];
}

function valueProblems(values: MonitoringSettings["values"]): SettingProblem[] {
  return OWN_VALUES.flatMap((dotted) => {
    const keys = dotted.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
    return valueAt(values, keys) === undefined
      ? []
      : [
          {
            path: ["values", ...keys],
            message: "must be left out, because it follows from fields of monitoring, which are checked together",
          },
        ];
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}
