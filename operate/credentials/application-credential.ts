import * as z from "zod";
import type { Cloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import { CommandError, EXIT } from "../session/exit-codes";

/** What Keystone writes of a time beyond seconds is left out. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

// Ids that Keystone gives to rules are not sent back: the rules would be looked for by them.
const rule = z.object({ service: z.string(), method: z.string(), path: z.string() });
const credentialSchema = z.object({
  id: z.string(),
  name: z.string(),
  project_id: z.string(),
  roles: z.array(z.object({ name: z.string() })),
  expires_at: z.string().nullish(),
  access_rules: z.array(rule).nullish(),
});

/** What Keystone shows of an application credential. */
export interface ShownCredential {
  /** Its id. */
  readonly id: string;
  /** Its name, which is unique among those of a user. */
  readonly name: string;
  /** Id of the project that it is for. */
  readonly projectId: string;
  /** Names of its roles. */
  readonly roles: readonly string[];
  /** When it ends, in UTC; undefined for never. */
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
 * @param cloud - the cloud
 * @param id - its id
 * @returns undefined if the user has none of this id
 * @throws CommandError if Keystone shows what is not known here
 */
export async function showCredential(cloud: Cloud, id: string): Promise<ShownCredential | undefined> {
  try {
    return readCredential(await cloud.show("identity", `${await pathIn(cloud)}/${encodeURIComponent(id)}`));
  } catch (error) {
    if (error instanceof OpenStackError && error.failure === "not found") return undefined;
    throw error;
  }
}

async function pathIn(cloud: Cloud): Promise<string> {
  return `/users/${(await cloud.identity()).user.id}/application_credentials`;
}

/**
 * Reads what Keystone shows.
 *
 * @param shown - the application credential
 * @throws CommandError if it has not what is needed
 */
export function readCredential(shown: unknown): ShownCredential {
  const { success, data } = credentialSchema.safeParse(shown);
  if (!success)
    throw new CommandError(
      "Keystone shows the old application credential in a form that is not known; make the new one by hand",
      EXIT.failed,
    );
  return {
    id: data.id,
    name: data.name,
    projectId: data.project_id,
    roles: data.roles.map(({ name }) => name),
    expiresAt: TIME.exec(data.expires_at ?? "")?.[0],
    accessRules: data.access_rules && data.access_rules.length > 0 ? data.access_rules : undefined,
  };
}

/**
 * Makes an application credential like another one, restricted as all but that of clusters are. Keystone makes the secret.
 *
 * @param cloud - the cloud
 * @param old - the one that it is like
 * @param name - its name
 * @param expiresAt - when it ends, in UTC; undefined for never
 * @throws CommandError if the login may not make one
 */
export async function createCredential(
  cloud: Cloud,
  old: Pick<ShownCredential, "roles" | "accessRules">,
  name: string,
  expiresAt: string | undefined,
): Promise<NewCredential> {
  const wanted = {
    name,
    unrestricted: false,
    roles: old.roles.map((role) => ({ name: role })),
    ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
    ...(old.accessRules === undefined ? {} : { access_rules: old.accessRules }),
  };
  try {
    const made = await cloud.send("POST", "identity", await pathIn(cloud), { application_credential: wanted });
    return z.object({ id: z.string(), secret: z.string() }).parse(made);
  } catch (error) {
    if (!(error instanceof OpenStackError) || error.failure !== "forbidden") throw error;
    throw new CommandError(
      `${error.message}\nthis login may not make application credentials: a restricted application credential cannot; ` +
        "name another login with --os-cloud, one with a password or single sign-on",
      EXIT.refused,
    );
  }
}
