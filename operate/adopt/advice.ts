import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { dnsLabel } from "../../constructs/kit/names";
import type { OpenStackSite } from "../../projects";
import { stackName } from "../../stacks/roles";
import { npx } from "../session/program";
import type { AdoptedProject } from "./adopted-project";
import type { OldState } from "./old-state";

/**
 * What somebody who takes a cluster over must know beside the file, as sentences.
 *
 * @param project - the project
 * @param site - its site
 * @param state - state that the cluster is in, where there is one
 */
export function advice({ data }: AdoptedProject, site: OpenStackSite, state: OldState | undefined): string[] {
  const { adopt } = data.cluster;
  const { driver } = site.magnum;
  const { templateChange, installsCinderCsi } = MAGNUM_DRIVER_TRAITS[driver];
  const inside = `what people have put into the cluster by hand is in no state: deploy finds releases of Helm before it makes anything, and fails at the names of all else${
    installsCinderCsi ? `; driver ${driver} has put Cinder CSI into it` : ""
  }`;
  if (!adopt) return [inside];
  return [
    ...(driver === "heat"
      ? [
          `with driver heat it is safer only to use the cluster: ${npx(`adopt ${adopt.name} --existing`)}. Heat upgrades no cluster, and a mistake makes all of it anew`,
        ]
      : []),
    ...(templateChange === "upgrade" ? [] : [`clusterTemplateId is never sent: with driver ${driver} a cluster has one template for ever`]),
    "numbers of nodes are left to Magnum and the autoscaler: openstack coe cluster resize",
    inside,
    ...(state
      ? []
      : [
          "every plan until the first deploy has Magnum sign a client certificate, which nobody can take back: make no more of them than you need",
        ]),
  ];
}

/**
 * How the state of another configuration becomes that of the project's cluster stack, as lines of a shell.
 *
 * @param project - the project
 * @param site - its site
 * @param state - the state
 */
export function stateSteps({ data }: AdoptedProject, { backend }: OpenStackSite, { file, others }: OldState): string[] {
  const stack = stackName(dnsLabel(data.name), "cluster");
  const copy = `tfstate/${stack}.tfstate`;
  const forget = others.map((address) => `'${address.replaceAll("'", "'\\''")}'`).join(" ");
  return [
    "mkdir -p tfstate",
    `cp ${file} ${copy}`,
    ...(others.length > 0 ? [`terraform state rm -state=${copy} -backup=/dev/null ${forget}`] : []),
    ...(backend.kind === "local"
      ? backend.directory === "../../../tfstate"
        ? []
        : [`mv ${copy} ${backend.directory}/   # from cdktf.out/stacks/${stack}`]
      : [`${npx(`move-state ${dnsLabel(data.name)} --from tfstate`)}`]),
    `mv ${file} ${file}.adopted   # a destroy there would still delete the cluster; it has its keys: delete it after the next deploy`,
  ];
}
