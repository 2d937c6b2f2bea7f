import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Project } from "../../projects";
import { describeValidity, validityOf } from "../../operate/credentials/certificate";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { isOwn, merge, readKubeconfig, writeKubeconfig, type Kubeconfig } from "../../operate/credentials/kubeconfig-file";
import { administratorKubeconfig } from "../../operate/kubernetes/administrator";
import { accessSource } from "../../operate/kubernetes/access-source";
import type { Session } from "../../operate/terraform/terraform";

/** Fetches an administrator's kubeconfig from Magnum, with a new key and certificate each time, or from DigitalOcean, and never through a state. */
export const kubeconfig: DeployCommand = cloudCommand({
  name: "kubeconfig",
  projects: "one",
  options: {
    merge: { type: "boolean", help: "puts it into the file of KUBECONFIG, else ~/.kube/config, after a copy of that" },
    output: { type: "string", value: "FILE", isPath: true, help: "where to write it; ~/.kube/PROJECT.yaml by default" },
  },
  exits: { refused: "the file has clusters that are not ours" },
  examples: ["gaia-dev", "gaia-dev --merge", "gaia-dev --output kubeconfig"],
  addsNothing: true,
  run: async (session, targets, { merge: isMerged, output }) => {
    if (targets.length > 1) throw new CommandError("one project at a time", EXIT.usage);
    if (isMerged && output !== undefined) throw new CommandError("give --merge or --output, not both", EXIT.usage);
    const { project } = targets[0]!;
    const fresh = await administratorKubeconfig(accessSource(project), project);
    const user = fresh.users![0]!.user as Record<string, unknown>;
    const file = isMerged
      ? mergeInto(fresh, session)
      : writeOwn(fresh, path.resolve(typeof output === "string" ? output : defaultFile(project)));
    session.output.line(`${file}: context ${project.id}, ${describeLogin(user)}`);
    session.output.line(isMerged ? `kubectl --context ${project.id} get nodes` : `kubectl --kubeconfig ${file} get nodes`);
    return EXIT.done;
  },
});

/** The same for the program. */
export const command = onDataFiles(kubeconfig);

/** How long it opens the cluster: a token of DigitalOcean's does not say it of itself. */
function describeLogin(user: Readonly<Record<string, unknown>>): string {
  const certificate = user["client-certificate-data"];
  if (typeof certificate !== "string") return "a token that DigitalOcean takes for a week; fetch another one then";
  return `client certificate ${describeValidity(validityOf(Buffer.from(certificate, "base64").toString()))}`;
}

function defaultFile({ id }: Project): string {
  return path.join(os.homedir(), ".kube", `${id}.yaml`);
}

function writeOwn(fresh: Kubeconfig, file: string): string {
  if (fs.existsSync(file) && !isOwn(readKubeconfig(fs.readFileSync(file, "utf8"), file))) {
    throw new CommandError(`${file} is there and has clusters that are not ours; give another --output, or use --merge`, EXIT.refused);
  }
  writeKubeconfig(file, fresh);
  return file;
}

function mergeInto(fresh: Kubeconfig, { output }: Session): string {
  const file = process.env["KUBECONFIG"]?.split(path.delimiter)[0] || path.join(os.homedir(), ".kube", "config");
  const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  const merged = mergedOrRefused(readKubeconfig(text, file), fresh, file);
  if (text !== "") {
    const backup = `${file}.${new Date().toISOString().replace(/[:.]/g, "-")}`;
    fs.writeFileSync(backup, text, { mode: 0o600, flag: "wx" });
    output.line(`${backup}: what was there before`);
  }
  writeKubeconfig(file, merged);
  return file;
}

function mergedOrRefused(target: Kubeconfig, fresh: Kubeconfig, file: string): Kubeconfig {
  try {
    return merge(target, fresh);
  } catch (error) {
    throw new CommandError(`${file}: ${(error as Error).message}`, EXIT.refused);
  }
}
