import { spawnSync } from "node:child_process";

/** Terraform or OpenTofu, as far as there is one. */
export interface TerraformProgram {
  /** What TERRAFORM_BINARY_NAME names; undefined where it is not set. */
  readonly named: string | undefined;
  /** What starts: that, else what is on the PATH; undefined where nothing does. */
  readonly program: string | undefined;
}

/** Finds Terraform or OpenTofu: TERRAFORM_BINARY_NAME, else what is on the PATH. */
export function terraformProgram(): TerraformProgram {
  const named = process.env["TERRAFORM_BINARY_NAME"] || undefined;
  const names = named === undefined ? ["terraform", "tofu"] : [named];
  return { named, program: names.find((name) => spawnSync(name, ["version"], { stdio: "ignore" }).status === 0) };
}
