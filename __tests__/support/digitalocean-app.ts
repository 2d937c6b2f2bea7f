import "../../operate/synth/synth-shim";
import { runNamed } from "../../cli/commands";
import { LONDON, SKY } from "../../dev/plans/digitalocean";
import type { ProjectInput } from "../../projects";

// The commands that work on a cloud, on a small project at DigitalOcean, as a process of its own: SKY_STATE is the folder of its states.

const project: ProjectInput = {
  name: "sky",
  site: "london",
  tier: "dev",
  kubernetesVersion: "1.33.1",
  cluster: { ...SKY.cluster, workers: { flavor: "s-4vcpu-8gb", count: 2 } },
  storage: { block: { classes: [{ name: "fast" }] } },
  ingress: { kind: "traefik", routes: [] },
};

async function main(args: readonly string[]): Promise<void> {
  const site = { ...LONDON, backend: { kind: "local", directory: process.env["SKY_STATE"]! } };
  process.exitCode = await runNamed([...args], { projects: { "sky.ts": project }, sites: { "london.ts": site } });
}

void main(process.argv.slice(2));
