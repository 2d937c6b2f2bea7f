import * as fs from "node:fs";
import * as path from "node:path";
import { dnsLabel } from "../../constructs/kit/names";
import { doneBy, startProgram, type Ended } from "../commands";
import type { Run } from "../run";
import { demand, type Step } from "../step";

/** Deploys from an empty folder, with nothing but what the cloud says. */
export const newFolder: Step = {
  name: "new-folder",
  proves:
    "init asks the cloud, discover finds nothing changed and shows what a person has changed, and deploy makes the project of these files",
  after: [],
  run: async (run) => {
    const name = `${run.name}-new`;
    const folder = path.join(run.folder, "new-folder");
    fs.mkdirSync(folder, { mode: 0o700 });
    const started = async (...args: string[]): Promise<Ended> =>
      startProgram({ args, cwd: folder, env: { CHECKPOINT_DISABLE: "1" } }, run.transcript).ended;
    const { driver } = run.settings.site.magnum;
    const site = path.join("environments", "sites", "lab.ts");

    const made = await started("init", "--cloud", run.options.cloud, "--project", name, "--site", "lab", "--driver", driver);
    demand(made.code === 0, `init ended with ${made.code}`);
    const discover = ["discover", "--cloud", run.options.cloud, "--write", site] as const;
    const same = await started(...discover);
    demand(same.code === 0 && same.text.includes("nothing has changed"), "discover finds changes in what init has just asked");

    const own = fs.readFileSync(path.join(folder, site), "utf8");
    const changed = own.replace(/barbican: (true|false)/, (_all, value: string) => `barbican: ${value === "true" ? "false" : "true"}`);
    fs.writeFileSync(path.join(folder, site), changed);
    const differs = await started(...discover);
    demand(differs.code === 3, `discover of a changed file ended with ${differs.code}`);
    demand(/^- .*barbican: /m.test(differs.text) && /^\+ .*barbican: /m.test(differs.text), "discover does not show what differs");
    demand(fs.readFileSync(path.join(folder, site), "utf8") === changed, "discover has written over a file without consent");
    fs.writeFileSync(path.join(folder, site), own);

    smallProject(run, path.join(folder, "environments", `${dnsLabel(name)}.ts`));
    try {
      const deployed = await started("deploy", name, "--auto-approve");
      demand(deployed.code === 0, `deploy ended with ${deployed.code}`);
      const cluster = await run.magnum.cluster(name);
      demand(cluster !== undefined, `Magnum has no cluster ${name}`);
      return `${doneBy(deployed.text).length} resources, ${cluster.status}`;
    } finally {
      const destroyed = await started("destroy", name, "--auto-approve");
      demand(destroyed.code === 0, `destroy ended with ${destroyed.code}`);
    }
  },
};

/** Nothing in it needs an API of Kubernetes, nor a keypair that the user may not have. */
function smallProject(run: Run, file: string): void {
  const { keypair } = run.settings.project.cluster;
  const text = fs
    .readFileSync(file, "utf8")
    .replace(/^ {2}storage: .*\n/m, "")
    .replace(/keypair: \{.*\}/, `keypair: ${JSON.stringify(keypair)}`);
  fs.writeFileSync(file, text);
}
