import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, type Change } from "../plan/changes";
import type { Stack } from "../terraform/stacks";

const SECRET = "kubernetes_secret_v1";

/** Annotation by which software that reads its credential once is restarted. */
const RESTART = /(cdktf-magnum\/credentials-revision[^0-9]{1,8})\d+/g;

/** A Secret of the cluster that holds a credential. */
export interface CredentialSecret {
  /** Its address in Terraform. */
  readonly address: string;
  /** Revision that the configuration gives it. */
  readonly revision: number;
}

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, { readonly data_wo_revision?: number }>>>>;
}

/**
 * Finds the Secrets that a credential is written into, in what was synthesised.
 *
 * @param stack - the stack
 * @param variable - name of the Terraform variable with its secret
 */
export function secretsWith(stack: Stack, variable: string): CredentialSecret[] {
  const { resource } = JSON.parse(fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8")) as Configuration;
  return Object.entries(resource?.[SECRET] ?? {})
    .filter(([, body]) => JSON.stringify(body).includes(`var.${variable}`))
    .map(([name, body]) => ({ address: `${SECRET}.${name}`, revision: body.data_wo_revision ?? 0 }));
}

/**
 * Finds what a plan changes beside Secrets and what only restarts for them.
 *
 * @param changes - what the plan changes
 * @param secrets - the Secrets
 */
export function beside(changes: readonly Change[], secrets: readonly CredentialSecret[]): Change[] {
  return changes.filter((change) => !secrets.some(({ address }) => address === change.address) && !isRestart(change));
}

function isRestart(change: Change): boolean {
  if (change.kind !== "update") return false;
  const unknown = (change.resource.change.after_unknown ?? {}) as Readonly<Record<string, unknown>>;
  const [old, now] = [before(change), after(change)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => unknown[name] !== true);
  const text = (value: unknown): string => (JSON.stringify(value) ?? "").replace(RESTART, "$1");
  return names.every((name) => text(old[name]) === text(now[name]));
}
