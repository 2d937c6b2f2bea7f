import { z } from "zod";
import { OpenStackError, type OpenStackClient } from "../openstack/client";
import { shownRow } from "../openstack/rows";
import { CommandError, EXIT } from "../session/exit-codes";

/** Format that the client wants a time in. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

const rule = z.object({ service: z.string(), method: z.string(), path: z.string() });
const credentialSchema = z.object({
  id: z.string(),
  name: z.string(),
  project_id: z.string(),
  // Clients up to 7 write the roles as one text.
  roles: z.union([z.string().transform((text) => text.split(/\s+/)), z.array(z.string()), z.array(z.object({ name: z.string() }))]),
  expires_at: z.string().nullish(),
  access_rules: z.array(rule).nullish(),
});

/** What the client shows of an application credential. */
export interface ShownCredential {
  /** Its id. */
  readonly id: string;
  /** Its name, which is unique among those of a user. */
  readonly name: string;
  /** Id of the project that it is for. */
  readonly projectId: string;
  /** Names of its roles. */
  readonly roles: readonly string[];
  /** When it ends, in UTC as the client writes it; undefined for never. */
  readonly expiresAt: string | undefined;
  /** What it is limited to; undefined for nothing. */
  readonly accessRules: readonly z.output<typeof rule>[] | undefined;
}

/** An application credential with its secret, which Keystone gives once. */
export interface NewCredential {
  /** Its id. */
  readonly id: string;
  /** Its secret. */
  readonly secret: string;
}

/**
 * Shows an application credential of the user who is logged in.
 *
 * @param client - the client
 * @param id - its id
 * @returns undefined if the user has none of this id
 * @throws CommandError if the client shows what is not known here
 */
export async function showCredential(client: OpenStackClient, id: string): Promise<ShownCredential | undefined> {
  try {
    return readCredential(await client.json("application", "credential", "show", id));
  } catch (error) {
    if (error instanceof OpenStackError && error.failure === "not found") return undefined;
    throw error;
  }
}

/**
 * Reads what the client shows.
 *
 * @param shown - the client's JSON
 * @throws CommandError if it has not what is needed
 */
export function readCredential(shown: unknown): ShownCredential {
  const { success, data } = credentialSchema.safeParse(shownRow(shown));
  if (!success)
    throw new CommandError(
      "the OpenStack client shows the old application credential in a form that is not known; make the new one by hand",
      EXIT.failed,
    );
  return {
    id: data.id,
    name: data.name,
    projectId: data.project_id,
    roles: data.roles.map((role) => (typeof role === "string" ? role : role.name)),
    expiresAt: TIME.exec(data.expires_at ?? "")?.[0],
    accessRules: data.access_rules && data.access_rules.length > 0 ? data.access_rules : undefined,
  };
}

/**
 * Makes an application credential like another one, restricted as all but that of clusters are. Keystone makes the secret, so that it
 * is on no command line.
 *
 * @param client - the client
 * @param old - the one that it is like
 * @param name - its name
 * @param expiresAt - when it ends, in UTC; undefined for never
 * @throws CommandError if the login may not make one
 */
export async function createCredential(
  client: OpenStackClient,
  old: ShownCredential,
  name: string,
  expiresAt: string | undefined,
): Promise<NewCredential> {
  const args = [
    ...["application", "credential", "create", name, "--restricted"],
    ...old.roles.flatMap((role) => ["--role", role]),
    ...(expiresAt === undefined ? [] : ["--expiration", expiresAt]),
    ...(old.accessRules === undefined ? [] : ["--access-rules", JSON.stringify(old.accessRules)]),
  ];
  try {
    return z.object({ id: z.string(), secret: z.string() }).parse(shownRow(await client.json(...args)));
  } catch (error) {
    if (!(error instanceof OpenStackError) || error.failure !== "forbidden") throw error;
    throw new CommandError(
      `${error.message}\nthis login may not make application credentials: a restricted application credential cannot; ` +
        "name another login with --os-cloud, one with a password or single sign-on",
      EXIT.refused,
    );
  }
}
