import type { Entry } from "./program";

const of = (name: string, summary: string): Entry => ({ name, summary, module: `cli/commands/${name}` });

/** All commands, in the order that somebody needs them in. */
export const ENTRIES: readonly Entry[] = [
  of("init", "makes a folder for projects of your own"),
  of("discover", "writes a site's file from what the cloud answers, and shows what has changed since"),
  of("adopt", "writes the file of a project that takes over a cluster which runs already, or only uses it"),
  of("synth", "writes JSON for Terraform and HCL for reading, of all projects"),
  of("preflight", "asks the cloud, before the first deploy, whether it has what a project's files say"),
  of("capacity", "says what fits: pods on nodes, nodes into the quota, and what if"),
  of("deploy", "makes projects what their files say, each stack as its confirmed plan"),
  of("status", "says what there is, and how it differs from the file"),
  of("kubeconfig", "fetches an administrator's kubeconfig from Magnum"),
  of("shell", "opens a shell in the cluster, with the image, the data and the settings of the jobs"),
  of("rotate", "puts a new application credential in the place of one that the cluster has"),
  of("destroy", "takes projects away, in the order that leaves nothing behind"),
  of("release", "lets go of a cluster: takes it out of the state, and leaves it as it is"),
  of("leftovers", "lists, and deletes on request, what a cluster has made in OpenStack and nobody has deleted"),
  of("admin", "makes a site's projects and quotas what the site's file says, for its administrator"),
  of("move-state", "moves states out of local files to the site's backend"),
  of("encrypt-state", "writes states anew as OpenTofu's TF_ENCRYPTION says"),
  of("review", "makes one page of plans, and refuses what must not happen"),
  of("diagram", "writes a page and pictures of each project to docs/projects"),
  of("snapshots", "renews the committed HCL of all stacks, which pull requests show"),
  of("zeppelin", "makes notebooks of Jupyter from notebooks of Zeppelin"),
  of("completion", "prints the completion of a shell"),
];
