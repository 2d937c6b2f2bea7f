import { openCloud, type Cloud } from "../openstack/cloud";
import { commandLine, shellWord } from "../openstack/command-line";
import { CommandError, EXIT } from "../session/exit-codes";
import { createCredential, showCredential, type NewCredential, type ShownCredential } from "./application-credential";
import { readCredentialFile, writeCredentialFile, type Variables } from "./credential-file";
import { fileOf, type CredentialSource, type Rotation } from "./rotation";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A new credential is not worth making for less. */
const LEAST_DAYS = 7;

/** Application credentials: Keystone makes one like the old one, and the old one is left to be deleted by hand. */
export const fromKeystone: CredentialSource = {
  isGiven: false,
  check: (rotation) => {
    const { expiration } = rotation;
    cloudOf(rotation);
    if (expiration !== undefined && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(expiration))
      throw new CommandError(`--expiration must be a time in UTC like 2027-06-30T00:00:00, got '${expiration}'`, EXIT.usage);
    readCredentialFile(fileOf(rotation), rotation.project.id);
  },
  renew: async (rotation) => {
    const { session, project, credential } = rotation;
    const [file, cloud] = [fileOf(rotation), cloudOf(rotation)];
    const [idName, secretName] = namesOf(credential);
    const keystone = openCloud({ cloud });
    const old = await oldCredential(rotation, keystone, process.env[idName]!);
    const written = writtenIn(readCredentialFile(file, project.id), credential);
    const resumed = written && written.id !== old.id && (await showCredential(keystone, written.id)) ? written : undefined;
    if (resumed) session.output.hide([resumed.secret]);
    const made = resumed ?? (await make(rotation, keystone, old));
    const deletion = commandLine(cloud, ["application", "credential", "delete", old.name]);
    return {
      variables: { [idName]: made.id, [secretName]: made.secret },
      made: `${resumed ? "going on with the credential in" : "made a new credential, written to"} ${file}`,
      kept: `the new credential stays, in ${file}; without sourcing it run the same command again, and it goes on with that one`,
      next: { now: `source ${shellWord(file)}`, afterTrial: `delete the old one: ${deletion}` },
    };
  },
};

function namesOf(credential: string): [id: string, secret: string] {
  return [`TF_VAR_${credential}_credential_id`, `TF_VAR_${credential}_credential_secret`];
}

function writtenIn(variables: Variables, credential: string): NewCredential | undefined {
  const [id, secret] = namesOf(credential).map((name) => variables[name]);
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

function cloudOf({ cloud = process.env["OS_CLOUD"] }: Rotation): string {
  if (cloud === undefined || cloud === "")
    throw new CommandError("no login is named; give --os-cloud with an entry of clouds.yaml, or set OS_CLOUD", EXIT.usage);
  return cloud;
}

async function oldCredential(rotation: Rotation, keystone: Cloud, id: string): Promise<ShownCredential> {
  const [old, cloud] = [await showCredential(keystone, id), cloudOf(rotation)];
  const [variable] = namesOf(rotation.credential);
  if (!old) {
    throw new CommandError(
      `the user of '${cloud}' has no application credential with the id in ${variable}: only the user who made it can make one like it; ` +
        "name that user's login with --os-cloud",
      EXIT.refused,
    );
  }
  const { project: own } = await keystone.identity();
  if (own?.id !== old.projectId) {
    throw new CommandError(
      `'${cloud}' logs in to ${own ? `project ${own.id}` : "no project"}, and '${old.name}' is for ${old.projectId}; name a login of that project with --os-cloud`,
      EXIT.refused,
    );
  }
  return old;
}

async function make(rotation: Rotation, keystone: Cloud, old: ShownCredential): Promise<NewCredential> {
  const { session, project, credential, expiration } = rotation;
  const expiresAt = expiration ?? old.expiresAt;
  const days = expiresAt === undefined ? Infinity : (Date.parse(`${expiresAt}Z`) - Date.now()) / DAY_MS;
  if (days < LEAST_DAYS) {
    throw new CommandError(
      `the new credential would end on ${expiresAt}, in less than ${LEAST_DAYS} days; give another --expiration`,
      EXIT.usage,
    );
  }
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const name = `${old.name.replace(/-\d{8}T\d{6}Z$/, "")}-${time}`;
  session.interruption.check();
  const made = await createCredential(keystone, old, name, expiresAt);
  session.output.hide([made.secret]);
  const [idName, secretName] = namesOf(credential);
  writeCredentialFile(fileOf(rotation), project.id, { [idName]: made.id, [secretName]: made.secret });
  const limits = old.accessRules === undefined ? "no access rules" : `${old.accessRules.length} access rules`;
  session.output.line(`new application credential ${name}: roles ${old.roles.join(", ")}, ${limits}, until ${expiresAt ?? "for ever"}`);
  return made;
}
