import { npx } from "../operate/session/program";
import { generateKeyPairSync } from "node:crypto";
import type { ProjectInput } from "../projects";

/** A small project with everything that a project can have and that needs no hardware. */
export const project: ProjectInput = {
  name: "e2e",
  description: `test against a real cloud, made and taken away by ${npx("dev e2e")}`,
  site: "e2e",
  tier: "dev",
  kubernetesVersion: "1.34.4",
  cluster: {
    keypair: { publicKey: newPublicKey() },
    controlPlane: { flavor: "m1.medium" },
    workers: { flavor: "m1.medium", count: 1 },
    labels: { boot_volume_size: 100 },
  },
  nodeGroups: [{ name: "batch", flavor: "m1.medium", min: 1, max: 2 }],
  storage: {
    block: { classes: [{ name: "block" }] },
    shared: { className: "shared", shareType: "default" },
  },
  ingress: { kind: "traefik" },
};

/** A public key whose private half nobody keeps: nobody logs in to these nodes. */
function newPublicKey(): string {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const number = (base64url: string): Buffer => Buffer.concat([Buffer.of(0), Buffer.from(base64url, "base64url")]);
  const fields = [Buffer.from("ssh-rsa"), Buffer.from(e, "base64url"), number(n)].flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return `ssh-rsa ${Buffer.concat(fields).toString("base64")}`;
}

/** What is in a project's cluster, and not in OpenStack. */
const INSIDE = ["storage", "datasets", "ingress", "spark", "kafka", "notebooks", "monitoring"] as const;

/**
 * A project whose platform stack is empty, so that no Kubernetes API is needed.
 *
 * @param whole - the project
 */
export function clusterOnly(whole: ProjectInput): ProjectInput {
  const without = Object.entries(whole).filter(([key]) => !(INSIDE as readonly string[]).includes(key));
  return Object.fromEntries(without) as ProjectInput;
}

/**
 * A second project beside the first one: the smallest cluster that there is.
 *
 * @param whole - the first project
 */
export function secondProject(whole: ProjectInput): ProjectInput {
  return { ...clusterOnly(whole), name: `${whole.name}-second`, nodeGroups: [] };
}

/**
 * The project with one more node group, of the flavor that it has already.
 *
 * @param whole - the project
 * @param name - name of the group
 */
export function withGroup(whole: ProjectInput, name: string): ProjectInput {
  const groups = whole.nodeGroups ?? [];
  return { ...whole, nodeGroups: [...groups, { name, flavor: groups[0]?.flavor ?? whole.cluster.workers.flavor, count: 1 }] };
}

/**
 * The project with other bounds of its first node group.
 *
 * @param whole - the project
 * @param bounds - fewest and most nodes
 */
export function withBounds(whole: ProjectInput, bounds: { readonly min: number; readonly max: number }): ProjectInput {
  const [first, ...others] = whole.nodeGroups ?? [];
  return { ...whole, nodeGroups: [{ name: first!.name, flavor: first!.flavor, ...bounds }, ...others] };
}
