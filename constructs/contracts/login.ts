/** The three addresses of a provider of OpenID Connect. */
export interface OidcEndpoints {
  /** URL that users log in at. */
  readonly authorizeUrl: string;
  /** URL that codes are exchanged at. */
  readonly tokenUrl: string;
  /** URL that says who somebody is. */
  readonly userdataUrl: string;
}

/** What a provider of OpenID Connect knows a client by, and what it is asked. */
export interface OidcClient {
  /** Kind of login. */
  readonly kind: "oidc";
  /** Id of the client. */
  readonly clientId: string;
  /**
   * Scopes to ask for.
   *
   * @default ["openid", "profile", "email"]
   */
  readonly scopes?: readonly string[];
  /**
   * Claim that is the user's name.
   *
   * @default "preferred_username"
   */
  readonly usernameClaim?: string;
  /**
   * Claim that lists the user's groups.
   *
   * @default - groups are not known
   */
  readonly groupsClaim?: string;
}

/** Scopes that a client asks for unless it says others. */
export const OIDC_SCOPES = ["openid", "profile", "email"];

/** Claim that is a user's name unless a client says another one. */
export const OIDC_USERNAME = "preferred_username";
