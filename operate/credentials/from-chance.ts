import { randomBytes } from "node:crypto";
import { shellWord } from "../openstack/command-line";
import { readCredentialFile, writeCredentialFile } from "./credential-file";
import { secretVariableOf } from "./rotated-credentials";
import { fileOf, refuseOptions, type CredentialSource } from "./rotation";

/** Length that JupyterHub wants of the key of its cookies. */
const BYTES = 32;

/** Keys that nobody else has to know: they are drawn. */
export const fromChance: CredentialSource = {
  isGiven: false,
  check: (rotation) => {
    refuseOptions(rotation, ["cloud", "expiration"], "which is drawn at random and known to no cloud");
    readCredentialFile(fileOf(rotation), rotation.project.id);
  },
  renew: (rotation) => {
    const { session, project, credential, rotated } = rotation;
    const [file, secret] = [fileOf(rotation), randomBytes(BYTES).toString("hex")];
    session.output.hide([secret]);
    const variables = { [`TF_VAR_${secretVariableOf(credential, rotated)}`]: secret };
    writeCredentialFile(file, project.id, variables);
    return Promise.resolve({
      variables,
      made: `drew a new one, written to ${file}`,
      kept: `what was drawn stays, in ${file}, but is not known to be in use; the same command draws another one`,
      next: { now: `source ${shellWord(file)}` },
    });
  },
};
