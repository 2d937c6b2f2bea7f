import * as fs from "node:fs";
import * as path from "node:path";
import type { OpenStackSite } from "../../projects";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { failed, prepare } from "../../operate/terraform/prepare";
import { stackByStack } from "../../operate/apply/stack-by-stack";
import type { Stack } from "../../operate/terraform/stacks";
import { differences, isEncrypted, parseState } from "../../operate/terraform/state-file";
import { pullState, pushState, type Session } from "../../operate/terraform/terraform";

const WITHOUT_KEYS = { TF_ENCRYPTION: undefined };

/** Writes the states anew as OpenTofu's TF_ENCRYPTION says, and looks that the backend holds nothing that can be read without its keys. */
export const encryptState: DeployCommand = cloudCommand({
  name: "encrypt-state",
  projects: "one or more",
  options: {},
  exits: {},
  examples: ["gaia-dev"],
  runFolder: makeRunFolder,
  run: (session, targets) => {
    if (session.binary.registry !== "registry.opentofu.org") {
      throw new CommandError(
        `'${session.binary.program}' is Terraform, which cannot encrypt states; install OpenTofu and set TERRAFORM_BINARY_NAME=tofu`,
        EXIT.usage,
      );
    }
    if (!process.env["TF_ENCRYPTION"])
      throw new CommandError("TF_ENCRYPTION must be set: it says how to encrypt and what there was before (docs/state.md)", EXIT.usage);
    const turns = targets.flatMap(({ project, stacks }) =>
      stacks.map((stack) => ({ stack, after: [], run: () => encrypt(session, stack, project.site.backend) })),
    );
    return stackByStack(turns, session);
  },
});

/** The same for the program. */
export const command = onDataFiles(encryptState);

async function encrypt(session: Session, stack: Stack, backend: OpenStackSite["backend"]): Promise<string> {
  await prepare(session, stack);
  const text = await pullState(session, stack);
  const state = text === undefined ? undefined : parseState(text, `the state of ${stack.name}`);
  // Terraform shows what was never written as a state without a lineage.
  if (!state?.lineage) return "not deployed, checked";
  const file = path.join(session.scratch, `${stack.name}.tfstate`);
  fs.writeFileSync(file, text!, { mode: 0o600 });
  session.interruption.check();
  const { code, failures } = await pushState(session, stack, file);
  fs.rmSync(file);
  if (code !== 0) throw failed(`${stack.name}: the state was not written anew`, failures);

  const now = parseState((await pullState(session, stack)) ?? "", `the state of ${stack.name}`);
  const different = differences(state, now);
  if (different.length > 0)
    throw new CommandError(
      `${stack.name}: the state has other ${different.join(" and ")} now; look at it before anything else`,
      EXIT.failed,
    );
  if (!(await isHidden(session, stack, backend))) {
    throw new CommandError(
      `${stack.name}: the state can be read without TF_ENCRYPTION; its \`state\` block must have a \`method\` other than unencrypted (docs/state.md)`,
      EXIT.failed,
    );
  }
  return "encrypted";
}

/** Whether nobody reads the state without the keys. */
async function isHidden(session: Session, stack: Stack, backend: OpenStackSite["backend"]): Promise<boolean> {
  if (backend.kind === "local")
    return isEncrypted(fs.readFileSync(path.resolve(stack.folder, backend.directory, `${stack.name}.tfstate`), "utf8"));
  try {
    await pullState(session, stack, WITHOUT_KEYS);
    return false;
  } catch (error) {
    if (/encrypt/i.test((error as Error).message)) return true;
    throw error;
  }
}
