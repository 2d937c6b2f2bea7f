import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** A provider of OpenID Connect on this machine. */
export interface OpenIdProvider {
  /** Its issuer. */
  readonly issuer: string;
  /** Id of its client, the hub. */
  readonly clientId: string;
  /** Secret of the client. */
  readonly clientSecret: string;
  /** Ends it. */
  readonly stop: () => void;
}

/** Claim that lists somebody's groups. */
export const GROUPS_CLAIM = "groups";

/**
 * Starts a provider, at which everybody logs in with any password.
 *
 * @param address - address of this machine
 * @param callback - where the hub takes people back
 * @param groups - groups of people by name
 */
export async function startOpenIdProvider(
  address: string,
  callback: string,
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<OpenIdProvider> {
  const { Provider } = await import("oidc-provider");
  const client = { id: "notebooks", secret: randomBytes(24).toString("hex") };
  const port = await freePort(address);
  const issuer = `http://${address}:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [callback] }],
    claims: { openid: ["sub"], profile: ["preferred_username", GROUPS_CLAIM] },
    cookies: { keys: [randomBytes(24).toString("hex")] },
    // The hub, like most clients with a secret, sends no proof of its own.
    pkce: { required: () => false },
    findAccount: (_context, name) => ({
      accountId: name,
      claims: () => ({ sub: name, preferred_username: name, [GROUPS_CLAIM]: [...(groups[name] ?? [])] }),
    }),
  });
  const server = provider.listen(port, address);
  await once(server, "listening");
  return { issuer, clientId: client.id, clientSecret: client.secret, stop: () => void (server.closeAllConnections(), server.close()) };
}

/** The issuer has the port in it before anybody listens. */
async function freePort(address: string): Promise<number> {
  const server = createServer().listen(0, address);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
