import { OIDC_SCOPES, OIDC_USERNAME, type OidcClient, type OidcEndpoints } from "../contracts/login";
import type { SettingProblem } from "../kit/setting-problem";

/** Where an OpenID Connect provider is: what it says of itself at start, or its three addresses. */
export type OidcAddresses =
  | {
      /** URL below which the provider answers at .well-known/openid-configuration; the hub asks it whenever it starts. */
      readonly issuer: string;
    }
  | OidcEndpoints;

/** Login at any provider of OpenID Connect, such as Keycloak or IRIS IAM. */
export type OidcLogin = OidcAddresses & OidcClient;

/** Login at GitHub or GitLab. */
export interface GitLogin {
  /** Kind of login; groups are organisations and `organisation:team` of GitHub, or groups of GitLab. */
  readonly kind: "github" | "gitlab";
  /** Id of the OAuth application. */
  readonly clientId: string;
  /**
   * URL of a GitHub Enterprise or GitLab server.
   *
   * @default - github.com or gitlab.com
   */
  readonly url?: string;
}

/** Accounts of the hub's own: people sign up, and an admin lets them in. */
export interface NativeLogin {
  /** Kind of login. */
  readonly kind: "native";
  /**
   * Fewest characters of a password.
   *
   * @default 12
   */
  readonly minimumPasswordLength?: number;
}

/** How users log in. There is none that lets anybody in. */
export type HubLogin = OidcLogin | GitLogin | NativeLogin;

/** Who may log in. */
export interface HubAccess {
  /** Users by name. */
  readonly allowedUsers: readonly string[];
  /** Members of groups. */
  readonly allowedGroups: readonly string[];
  /** Users who may stop servers of others, and let people in where accounts are the hub's own. */
  readonly admins: readonly string[];
}

/**
 * Whether a login has a secret that a provider gives.
 *
 * @param login - how users log in
 */
export function hasClientSecret({ kind }: Pick<HubLogin, "kind">): boolean {
  return kind !== "native";
}

/**
 * Finds what keeps everybody out, or lets in whom nobody has named.
 *
 * @param login - how users log in
 * @param access - who may
 */
export function loginProblems(login: HubLogin, access: HubAccess): SettingProblem[] {
  const { allowedUsers, allowedGroups, admins } = access;
  const problems: SettingProblem[] = [];
  if (login.kind === "native") {
    if (admins.length === 0) {
      problems.push({ path: ["admins"], message: "must name somebody with login native, where admins let people in, got none" });
    }
    for (const [field, names] of [
      ["allowedUsers", allowedUsers],
      ["allowedGroups", allowedGroups],
    ] as const) {
      if (names.length === 0) continue;
      const message = `must be left out with login native, where whoever signs up first under a name has it: an admin lets people in, got ${quoted(names)}`;
      problems.push({ path: [field], message });
    }
  } else if (allowedUsers.length + allowedGroups.length + admins.length === 0) {
    problems.push({
      path: ["allowedUsers"],
      message: "must name somebody, or allowedGroups or admins must: nobody could log in, got none",
    });
  }
  if (login.kind === "oidc" && allowedGroups.length > 0 && login.groupsClaim === undefined) {
    const message = `must be left out without login.groupsClaim, which says where the provider lists groups, got ${quoted(allowedGroups)}; set it, such as to "groups"`;
    problems.push({ path: ["allowedGroups"], message });
  }
  for (const [field, names] of [
    ["allowedUsers", allowedUsers],
    ["admins", admins],
  ] as const) {
    for (const [index, name] of names.entries()) {
      const lower = name.toLowerCase();
      if (name === lower) continue;
      const message = `must be in lower case, to which the hub turns every name before it compares, got '${name}'; '${lower}' would do`;
      problems.push({ path: [field, index], message });
    }
  }
  return problems;
}

/** The hub's own settings for a login, in the words of JupyterHub and OAuthenticator. */
export interface LoginValues {
  /** Traits by class. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Values for Python that runs at the hub's start. */
  readonly custom: Readonly<Record<string, unknown>>;
  /** Python that runs at the hub's start, by name. */
  readonly extraConfig: Readonly<Record<string, string>>;
}

/** Asks the issuer for its addresses, as OAuthenticator does not. */
const DISCOVERY = `import json
import urllib.request

address = get_config("custom.issuer").rstrip("/") + "/.well-known/openid-configuration"
with urllib.request.urlopen(address, timeout=30) as answer:
    provider = json.load(answer)
for trait, endpoint in [("authorize_url", "authorization"), ("token_url", "token"), ("userdata_url", "userinfo")]:
    setattr(c.GenericOAuthenticator, trait, provider[endpoint + "_endpoint"])
`;

/**
 * Settings of the hub for a login.
 *
 * @param login - how users log in
 * @param access - who may
 * @param hubUrl - address of the hub, without a slash at its end
 * @see https://oauthenticator.readthedocs.io/en/17.4.0/reference/api/gen/oauthenticator.oauth2.html
 * @see https://native-authenticator.readthedocs.io/en/stable/options.html
 */
export function loginValues(login: HubLogin, access: HubAccess, hubUrl: string): LoginValues {
  const { allowedUsers, allowedGroups, admins } = access;
  const named = { admin_users: admins, allowed_users: allowedUsers };
  if (login.kind === "native") {
    return {
      config: {
        // Whom an admin has let in: who only signed up is kept out by the authenticator itself.
        Authenticator: { ...named, allow_all: true },
        JupyterHub: { authenticator_class: "native" },
        NativeAuthenticator: {
          enable_signup: true,
          open_signup: false,
          minimum_password_length: login.minimumPasswordLength ?? 12,
          check_common_password: true,
          allowed_failed_logins: 5,
          seconds_before_next_try: 300,
        },
      },
      custom: {},
      extraConfig: {},
    };
  }
  const client = { client_id: login.clientId, oauth_callback_url: `${hubUrl}/hub/oauth_callback` };
  if (login.kind === "oidc") {
    const { scopes = OIDC_SCOPES, usernameClaim = OIDC_USERNAME, groupsClaim } = login;
    const isFound = "issuer" in login;
    const groups = groupsClaim !== undefined && {
      manage_groups: true,
      auth_state_groups_key: `oauth_user.${groupsClaim}`,
      ...(allowedGroups.length > 0 && { allowed_groups: allowedGroups }),
    };
    const addresses = !isFound && {
      authorize_url: login.authorizeUrl,
      token_url: login.tokenUrl,
      userdata_url: login.userdataUrl,
    };
    return {
      config: {
        Authenticator: named,
        JupyterHub: { authenticator_class: "generic-oauth" },
        GenericOAuthenticator: { ...client, ...addresses, scope: scopes, username_claim: usernameClaim, ...groups },
      },
      custom: isFound ? { issuer: login.issuer } : {},
      extraConfig: isFound ? { "10-issuer": DISCOVERY } : {},
    };
  }
  const isGitHub = login.kind === "github";
  const hasGroups = allowedGroups.length > 0;
  const groups = hasGroups && { [isGitHub ? "allowed_organizations" : "allowed_gitlab_groups"]: allowedGroups };
  // GitHub tells everybody's name without a scope, GitLab does not.
  const scope = isGitHub ? (hasGroups ? ["read:org"] : []) : [hasGroups ? "read_api" : "read_user"];
  const url = login.url !== undefined && { [isGitHub ? "github_url" : "gitlab_url"]: login.url };
  return {
    config: {
      Authenticator: named,
      JupyterHub: { authenticator_class: login.kind },
      [isGitHub ? "GitHubOAuthenticator" : "GitLabOAuthenticator"]: { ...client, ...url, scope, ...groups },
    },
    custom: {},
    extraConfig: {},
  };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}
