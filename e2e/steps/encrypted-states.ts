import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { EXIT } from "../../operate/session/exit-codes";
import { isEncrypted } from "../../operate/terraform/state-file";
import type { Run } from "../run";
import { demand, NotRun, type Step } from "../step";
import { demandNoChanges } from "./cluster";

/** Has OpenTofu encrypt the states, for all steps that follow. */
export const encryptedStates: Step = {
  name: "encrypted-states",
  proves:
    "states are written encrypted from now on, a deploy without the key is refused with what to do, and one with it finds nothing to do",
  after: ["deploy"],
  run: async (run) => {
    const passphrase = randomBytes(24).toString("hex");
    run.transcript.replace(passphrase, "(sensitive)");
    const first = await run.command("encrypt-state", [], { env: { TF_ENCRYPTION: encryption(passphrase, { isFirst: true }) } });
    if (first.code === EXIT.usage && first.text.includes("cannot encrypt states"))
      throw new NotRun("Terraform cannot encrypt states; TERRAFORM_BINARY_NAME=tofu can");
    demand(first.code === 0, `encrypt-state ended with ${first.code}`);
    const files = encryptedFiles(run);

    const without = await run.command("deploy", ["--auto-approve"]);
    demand(without.code === 1, `a deploy without the key ended with ${without.code}`);
    demand(without.text.includes("set TERRAFORM_BINARY_NAME=tofu and TF_ENCRYPTION"), "a deploy without the key does not say what to do");
    run.env["TF_ENCRYPTION"] = encryption(passphrase, { isFirst: false });
    await demandNoChanges(run);
    return `${files.join(", ")} encrypted`;
  },
};

/** The configuration that docs/state.md shows: what was plain is read at the first time alone. */
function encryption(passphrase: string, { isFirst }: { readonly isFirst: boolean }): string {
  return `
key_provider "pbkdf2" "run" {
  passphrase = "${passphrase}"
}
method "aes_gcm" "run" {
  keys = key_provider.pbkdf2.run
}
${isFirst ? 'method "unencrypted" "before" {}' : ""}
state {
  method = method.aes_gcm.run
  ${isFirst ? "fallback {\n    method = method.unencrypted.before\n  }" : "enforced = true"}
}
plan {
  method = method.aes_gcm.run
  ${isFirst ? "" : "enforced = true"}
}
`;
}

/**
 * Names the states of the run. What they were before, which OpenTofu keeps beside them, is none.
 *
 * @param run - the run
 * @throws Error if one of them can be read without the key
 */
export function encryptedFiles(run: Run): string[] {
  const files = fs.readdirSync(run.states).filter((file) => file.endsWith(".tfstate"));
  const plain = files.filter((file) => !isEncrypted(fs.readFileSync(path.join(run.states, file), "utf8")));
  demand(files.length > 0, "there is no state");
  demand(plain.length === 0, `${plain.join(", ")} can be read without the key`);
  return files;
}
