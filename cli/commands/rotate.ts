import * as path from "node:path";
import type { Project } from "../../projects";
import { openStackClient, type OpenStackClient } from "../../operate/openstack/client";
import { commandLine, shellWord } from "../../operate/openstack/command-line";
import {
  createCredential,
  showCredential,
  type ShownCredential,
  type NewCredential,
} from "../../operate/credentials/application-credential";
import { APPROVAL_OPTIONS, approvalOf, type Approval } from "../../operate/apply/approval";
import { npx } from "../../operate/session/program";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import { readCredentialFile, writeCredentialFile } from "../../operate/credentials/credential-file";
import { beside, secretsWith, type CredentialSecret } from "../../operate/credentials/credential-secrets";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { magnumOf } from "../../operate/magnum/magnum";
import { savePlan } from "../../operate/terraform/plan-file";
import { failed, prepare } from "../../operate/terraform/prepare";
import { ROTATED } from "../../operate/credentials/rotated-credentials";
import type { PartCredential } from "../../projects/parts";
import { settleStack } from "../../operate/apply/settle-stack";
import type { Stack } from "../../operate/terraform/stacks";
import { managedResources } from "../../operate/terraform/state";
import type { Session } from "../../operate/terraform/terraform";
import { placeholders, requireVariables } from "../../operate/terraform/variables";

const CREDENTIALS = Object.keys(ROTATED);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A new credential is not worth making for less. */
const LEAST_DAYS = 7;

/** One rotation. */
interface Rotation extends Approval {
  readonly session: Session;
  readonly project: Project;
  readonly stack: Stack;
  readonly credential: string;
  readonly rotated: PartCredential;
  /** File that the new credential is written to. */
  readonly file: string;
  /** Entry of clouds.yaml of the login that makes it. */
  readonly cloud: string;
  readonly expiration: string | undefined;
}

/** Puts a new application credential in the place of one that software in the cluster has; the old one is left to be deleted by hand. */
export const rotate: DeployCommand = cloudCommand({
  name: "rotate",
  projects: "one",
  words: { name: CREDENTIALS, count: "one", help: "which credential" },
  options: {
    write: { type: "string", required: true, value: "FILE", isPath: true, help: "gets the new credential, to be sourced" },
    "os-cloud": { type: "string", value: "CLOUD", help: "entry of clouds.yaml of the user who made the old one; OS_CLOUD by default" },
    expiration: {
      type: "string",
      value: "TIME",
      help: "when the new one ends, in UTC like 2027-06-30T00:00:00; as the old one by default",
    },
    ...APPROVAL_OPTIONS,
  },
  exits: { refused: "somebody said no, or the login may not do it" },
  examples: ["gaia-dev manila --write ~/gaia-dev.env --os-cloud gaia-dev-alice"],
  runFolder: makeRunFolder,
  subjects: CREDENTIALS,
  run: async (session, targets, values) => {
    const { write } = values;
    const expiration = values["expiration"] as string | undefined;
    const cloud = values["os-cloud"] ?? process.env["OS_CLOUD"];
    const [target, ...more] = targets;
    if (more.length > 0) throw new CommandError("one project at a time", EXIT.usage);
    if (typeof write !== "string")
      throw new CommandError(`--write must name a file for the new credential; use ${rotate.usage}`, EXIT.usage);
    if (typeof cloud !== "string" || cloud === "")
      throw new CommandError("no login is named; give --os-cloud with an entry of clouds.yaml, or set OS_CLOUD", EXIT.usage);
    if (expiration !== undefined && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(expiration))
      throw new CommandError(`--expiration must be a time in UTC like 2027-06-30T00:00:00, got '${expiration}'`, EXIT.usage);
    const credential = String(values["subject"]);
    const stack = target!.stacks.find(({ role }) => role === "platform");
    if (!stack) throw new CommandError(`${target!.project.id} has no platform stack, so no credential of one`, EXIT.usage);
    await rotateOne({
      session,
      project: target!.project,
      stack,
      credential,
      rotated: ROTATED[credential]!,
      file: path.resolve(write),
      cloud,
      expiration,
      ...approvalOf(values),
    });
    return EXIT.done;
  },
});

/** The same for the program. */
export const command = onDataFiles(rotate);

async function rotateOne(rotation: Rotation): Promise<void> {
  const { session, project, stack, credential, rotated, file, cloud, autoApprove, acceptNewChanges } = rotation;
  const { output } = session;
  const [idName, secretName] = [`TF_VAR_${credential}_credential_id`, `TF_VAR_${credential}_credential_secret`];
  if (!stack.variables.includes(`${credential}_credential_id`))
    throw new CommandError(`${project.id} has no credential '${credential}'; nothing was started`, EXIT.usage);
  // The old secret is of no use any more; the old id says what is rotated.
  requireVariables([{ ...stack, variables: stack.variables.filter((name) => `TF_VAR_${name}` !== secretName) }], process.env);
  const written = readCredentialFile(file, project.id, credential);
  await prepare(session, stack);
  const secrets = secretsWith(stack, credential);
  await requireNextRevision(rotation, secrets);
  await requireLittle(rotation, secrets);

  const client = openStackClient({ cloud });
  const old = await oldCredential(rotation, client, process.env[idName]!);
  const resumed = written && written.id !== old.id && (await showCredential(client, written.id)) ? written : undefined;
  if (resumed) output.hide([resumed.secret]);
  const made = resumed ?? (await make(rotation, client, old));
  output.line(
    `${credential} of ${project.id}: ${resumed ? "going on with the credential in" : "made a new credential, written to"} ${file}`,
  );
  process.env[idName] = made.id;
  process.env[secretName] = made.secret;
  try {
    const magnum = magnumOf(project.site.clouds.clusters);
    await settleStack({ session, stack, project, magnum, autoApprove, acceptNewChanges, isDestroy: false });
  } catch (error) {
    output.problem(`the new credential stays, in ${file}; without sourcing it run the same command again, and it goes on with that one`);
    throw error;
  }
  const deletion = commandLine(cloud, ["application", "credential", "delete", old.name]);
  output.line(`${credential} of ${project.id}: the cluster has the new credential. From now on use it: source ${shellWord(file)}`);
  output.line(`try it: ${rotated.trial}\nonly then delete the old one: ${deletion}`);
}

async function requireNextRevision({ session, project, stack, rotated }: Rotation, secrets: readonly CredentialSecret[]): Promise<void> {
  const resources = await managedResources(session, stack);
  for (const { address, revision } of secrets) {
    const deployed = resources.find((resource) => resource.address === address)?.values?.["data_wo_revision"];
    if (typeof deployed !== "number")
      throw new CommandError(
        `${stack.name} is not deployed with ${address} yet; ${npx("deploy")} gives it its first credential`,
        EXIT.refused,
      );
    if (revision !== deployed + 1) {
      throw new CommandError(
        `${project.file}: ${rotated.revision} must be ${deployed + 1}, one more than what is deployed, got ${revision}; ` +
          "without it Terraform does not write the new values. Nothing was started",
        EXIT.usage,
      );
    }
  }
}

/** Looks beforehand whether a deploy would change more than the credential. */
async function requireLittle({ session, project, stack, autoApprove }: Rotation, secrets: readonly CredentialSecret[]): Promise<void> {
  const planned = await savePlan(session, stack, project, { lock: false, env: placeholders(stack) });
  session.interruption.check();
  if (!("plan" in planned)) throw failed(`${stack.name}: no plan can be made; nothing was changed`, planned.failures);
  const others = beside(planned.changes, secrets);
  if (others.length === 0) return;
  const text = `${stack.name}: this also changes what has nothing to do with the credential: ${others.map(({ address }) => address).join(", ")}`;
  if (autoApprove)
    throw new CommandError(`${text}; deploy that first, or run it without --auto-approve. Nothing was changed`, EXIT.refused);
  session.output.line(text);
}

async function oldCredential({ cloud, credential }: Rotation, client: OpenStackClient, id: string): Promise<ShownCredential> {
  const old = await showCredential(client, id);
  const variable = `TF_VAR_${credential}_credential_id`;
  if (!old) {
    throw new CommandError(
      `the user of '${cloud}' has no application credential with the id in ${variable}: only the user who made it can make one like it; ` +
        "name that user's login with --os-cloud",
      EXIT.refused,
    );
  }
  const { project_id: projectId } = (await client.json("token", "issue", "-c", "project_id")) as { project_id: string };
  if (projectId !== old.projectId) {
    throw new CommandError(
      `'${cloud}' logs in to project ${projectId}, and '${old.name}' is for ${old.projectId}; name a login of that project with --os-cloud`,
      EXIT.refused,
    );
  }
  return old;
}

async function make(rotation: Rotation, client: OpenStackClient, old: ShownCredential): Promise<NewCredential> {
  const { session, project, credential, file, expiration } = rotation;
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
  const made = await createCredential(client, old, name, expiresAt);
  session.output.hide([made.secret]);
  writeCredentialFile(file, project.id, credential, made);
  const limits = old.accessRules === undefined ? "no access rules" : `${old.accessRules.length} access rules`;
  session.output.line(`new application credential ${name}: roles ${old.roles.join(", ")}, ${limits}, until ${expiresAt ?? "for ever"}`);
  return made;
}
