import { OIDC_SCOPES, OIDC_USERNAME } from "../contracts/login";
import type { HelmValues } from "../kit/chart-release";
import { GRAFANA_RESOURCES } from "./charts";
import { GRAFANA_CLIENT_SECRET } from "./names";
import type { GrafanaAccess, GrafanaLogin, GrafanaOidcLogin } from "./monitoring-settings";

/** Where Grafana is, and what it takes its accounts from. */
export interface GrafanaPlace {
  /** Address, without a slash at its end. */
  readonly url: string;
  /** Name of the Secret with the administrator's account. */
  readonly secretName: string;
  /** Revision of that Secret, with which Grafana restarts. */
  readonly revision: number;
}

/**
 * Values of Grafana: nobody gets in without a login, and dashboards come from ConfigMaps.
 *
 * @param login - how people log in
 * @param access - who may
 * @param place - its address, and the Secret with its accounts
 * @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/
 */
export function grafanaValues(login: GrafanaLogin, access: GrafanaAccess, place: GrafanaPlace): HelmValues {
  const { url, secretName, revision } = place;
  const isOidc = login.kind === "oidc";
  return {
    admin: { existingSecret: secretName, userKey: "admin-user", passwordKey: "admin-password" },
    podAnnotations: { "cdktf-magnum/credentials-revision": String(revision) },
    // Its pod is not one that the level "restricted" admits.
    testFramework: { enabled: false },
    resources: GRAFANA_RESOURCES,
    // Two pods, of which the old one still holds the database, would wait for each other.
    deploymentStrategy: { type: "Recreate" },
    sidecar: { dashboards: { searchNamespace: "ALL" } },
    "grafana.ini": {
      server: { root_url: url },
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      "auth.anonymous": { enabled: false },
      users: { allow_sign_up: false },
      auth: { disable_login_form: isOidc },
      security: { cookie_secure: url.startsWith("https:") },
      ...(isOidc && { "auth.generic_oauth": oauth(login) }),
    },
    ...(isOidc && {
      // A file of settings would take some of its characters for its own.
      env: { GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH: roleRule(login, access) },
      envValueFrom: { GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: { secretKeyRef: { name: GRAFANA_CLIENT_SECRET, key: "client-secret" } } },
    }),
  };
}

function oauth({ clientId, scopes = OIDC_SCOPES, usernameClaim = OIDC_USERNAME, ...login }: GrafanaOidcLogin) {
  return {
    enabled: true,
    allow_sign_up: true,
    // Who has no role by the rule is kept out.
    role_attribute_strict: true,
    client_id: clientId,
    auth_url: login.authorizeUrl,
    token_url: login.tokenUrl,
    api_url: login.userdataUrl,
    scopes: scopes.join(" "),
    login_attribute_path: usernameClaim,
    use_pkce: true,
  };
}

/** What a user is, by what the provider says: a query of JMESPath, with text in single quotes. */
function roleRule(login: GrafanaOidcLogin, { allowedUsers, allowedGroups, admins }: GrafanaAccess): string {
  const { usernameClaim = OIDC_USERNAME, groupsClaim } = login;
  const list = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(", ")}]`;
  return [
    ...(admins.length > 0 ? [`contains(${list(admins)}, ${usernameClaim}) && 'Admin'`] : []),
    ...(allowedUsers.length > 0 ? [`contains(${list(allowedUsers)}, ${usernameClaim}) && 'Viewer'`] : []),
    ...(allowedGroups.length > 0 && groupsClaim !== undefined
      ? [`(${groupsClaim}[?contains(${list(allowedGroups)}, @)] | [0]) && 'Viewer'`]
      : []),
  ].join(" || ");
}
