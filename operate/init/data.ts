import { dnsLabel } from "../../constructs/kit/names";
import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import type { ProjectInput, SiteInput } from "../../projects";
import { literal } from "../session/literal";
import type { Answers } from "./answers";

/** Kubernetes version of a new project. */
export const KUBERNETES = "1.30.2";

/** What an image is called that each driver takes: Magnum chooses the driver by it. */
export const IMAGES: Readonly<Record<MagnumDriver, string>> = {
  heat: "replace-me-fedora-coreos",
  "capi-helm": `replace-me-kube-${KUBERNETES}`,
  vexxhost: `replace-me-kube-${KUBERNETES}`,
};

/** What a project's file has of its cloud. */
export interface ProjectFacts {
  /** Version of Kubernetes. */
  readonly kubernetes: string;
  /** Flavor of the control plane and of ordinary nodes. */
  readonly small: string;
  /** Flavor of nodes for work. */
  readonly large: string;
  /** Whether nodes are to boot from a volume, because the disks of the flavors are small. */
  readonly needsBootVolume: boolean;
  /** Name of a keypair. */
  readonly keypair: string;
  /** Most nodes for work, where their number follows it. */
  readonly max: number;
  /**
   * Quota.
   *
   * @default - none, so that nothing is compared with it
   */
  readonly quota?: ProjectInput["quota"];
}

/** Facts of a cloud that nobody has asked. */
export const MADE_UP_FACTS: ProjectFacts = {
  kubernetes: KUBERNETES,
  small: "replace-me-small",
  large: "replace-me-large",
  needsBootVolume: false,
  keypair: "replace-me",
  max: 4,
};

/**
 * A site of which all that only its cloud knows is made up, in a way that preflight finds.
 *
 * @param answers - what a person has said
 */
export function siteData({ site, driver, tier }: Answers): SiteInput {
  return {
    name: site,
    clouds: { project: "{project}", clusters: "{project}" },
    identity: { authUrl: "https://keystone.example.org:5000/v3", region: "replace-me" },
    magnum: {
      driver,
      images: { [KUBERNETES]: IMAGES[driver] },
      // Heat's nodes run an image whose tags are not versions of Kubernetes.
      ...(driver === "heat" ? { kubeTags: { [KUBERNETES]: "replace-me" } } : {}),
    },
    externalNetwork: "replace-me",
    dnsServers: ["192.0.2.53"],
    flavors: {
      "replace-me-small": { vcpus: 2, memoryMiB: 8192, diskGiB: 100 },
      "replace-me-large": { vcpus: 8, memoryMiB: 32768, diskGiB: 100 },
    },
    octavia: { provider: "amphora", barbican: false },
    backend: tier === "dev" ? { kind: "local" } : { kind: "s3", bucket: "replace-me", endpoint: "https://s3.example.org" },
  };
}

/**
 * The file of such a site.
 *
 * @param answers - what a person has said
 */
export function siteFile(answers: Answers): string {
  const { site, tier } = answers;
  const state =
    tier === "dev"
      ? [
          "Where Terraform keeps its state: in tfstate/ of this folder, which is for tier dev and one person alone; for more of them an S3 bucket:",
          'backend: { kind: "s3", bucket: "terraform-state", endpoint: "https://s3.example.org" },',
        ]
      : ["Where Terraform keeps its state; the keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."];
  const remarks = new Map([
    [
      "clouds",
      [
        "Entries of clouds.yaml; {project} is the name of the project. The one for clusters is a password or an unrestricted application credential.",
      ],
    ],
    ["identity", ["As pods in a cluster reach Keystone."]],
    ["magnum", ["The image of the nodes for each version of Kubernetes."]],
    ["externalNetwork", ["Network of floating IPs."]],
    ["flavors", ["Those that projects may use, with their sizes: `openstack flavor list`."]],
    ["backend", state],
  ]);
  return `import type { SiteInput } from "cdktf-magnum/environments";

/**
 * What the cloud offers.
 *
 * Names with replace-me, names of hosts in example.org and addresses that begin with 192.0.2 are made up: put the cloud's own in their place.
 * \`npx cdktf-magnum preflight PROJECT\` lists those that are still here, and compares all others with the cloud.
 */
export const ${siteConst(site)}: SiteInput = ${literal(siteData(answers), { remarks, order: [] })};
`;
}

/**
 * A project that fits its cloud.
 *
 * @param answers - what a person has said
 * @param facts - what is known of the cloud
 */
export function projectData({ project, site, driver, tier }: Answers, facts: ProjectFacts): ProjectInput {
  const { small, large, max, quota } = facts;
  const isProd = tier === "prod";
  const count = MAGNUM_DRIVER_TRAITS[driver].scaling.nodeGroups ? { min: 1, max } : { count: 2 };
  const hasNetworks = MAGNUM_DRIVER_TRAITS[driver].allowedCidrsLabel !== undefined;
  return {
    name: project,
    site,
    tier,
    kubernetesVersion: facts.kubernetes,
    cluster: {
      keypair: { name: facts.keypair },
      controlPlane: { flavor: small, ...(isProd ? { count: 3 } : {}) },
      workers: { flavor: small, count: 2 },
      ...(facts.needsBootVolume ? { labels: { boot_volume_size: 100 } } : {}),
      ...(isProd ? { api: hasNetworks ? { floatingIp: true, allowedCidrs: ["192.0.2.0/24"] } : { floatingIp: false } } : {}),
    },
    nodeGroups: [{ name: "batch", flavor: large, ...count }],
    storage: { block: { classes: [{ name: "cinder" }] } },
    ...(quota ? { quota } : {}),
  };
}

/**
 * The file of a project.
 *
 * @param answers - what a person has said
 * @param facts - what is known of the cloud
 */
export function projectFile(answers: Answers, facts: ProjectFacts): string {
  const { project, driver } = answers;
  const data = projectData(answers, facts);
  const isScaled = MAGNUM_DRIVER_TRAITS[driver].scaling.nodeGroups;
  const remarks = new Map([
    ["cluster.keypair", ["Of the user who makes the cluster: `openstack keypair list`."]],
    [
      "cluster.api",
      [
        data.cluster.api?.allowedCidrs
          ? "Who may reach the API server of Kubernetes."
          : "The driver cannot say who may reach the API server of Kubernetes, so it has no address outside.",
      ],
    ],
    ["quota", ["What the cloud allows, as it was asked: a project that needs more is refused."]],
  ]);
  const shown = new Map([...remarks].filter(([path]) => (path === "quota" ? data.quota : path !== "cluster.api" || data.cluster.api)));
  const body = literal(data, { remarks: shown, order: [] });
  const names = body.includes("replace-me") ? ["names with replace-me"] : [];
  const made = [...names, ...(body.includes("192.0.2") ? ["addresses that begin with 192.0.2"] : [])].join(" and ");
  const note = made === "" ? "" : ` *\n * Made up, as in the site's file, are ${made}.\n`;
  return `import type { ProjectInput } from "cdktf-magnum/environments";

/**
 * What the project wants: a cluster, ${isScaled ? "a group of nodes that grows with what runs there" : "a group of nodes"}, and block storage.
${note} */
export const ${projectConst(project)}: ProjectInput = ${body};
`;
}

/**
 * Files of the data, from the root of their folder; editors know those of JSON by their double endings.
 *
 * @param answers - what a person has said
 * @param isJson - whether they are JSON
 */
export function dataFileNames({ project, site }: Answers, isJson: boolean): { readonly project: string; readonly site: string } {
  return {
    project: `environments/${dnsLabel(project)}${isJson ? ".project.json" : ".ts"}`,
    site: `environments/sites/${site}${isJson ? ".site.json" : ".ts"}`,
  };
}

/**
 * The list of all sites and projects.
 *
 * @param answers - what a person has said
 * @param isJson - whether their files are JSON
 */
export function indexFile(answers: Answers, isJson: boolean): string {
  const [projectName, siteName] = [projectConst(answers.project), siteConst(answers.site)];
  const files = dataFileNames(answers, isJson);
  const imported = (name: string, file: string): string => {
    const from = `./${file.slice("environments/".length)}`;
    return isJson ? `import ${name} from "${from}";` : `import { ${name} } from "${from.replace(/\.ts$/, "")}";`;
  };
  return `import type { Files } from "cdktf-magnum/environments";
${imported(projectName, files.project)}
${imported(siteName, files.site)}

/** All sites, by the file that describes them. */
export const siteFiles: Files = {
  "${files.site}": ${siteName},
};

/** All projects, by the file that describes them. */
export const projectFiles: Files = {
  "${files.project}": ${projectName},
};
`;
}

/**
 * Name of the constant of a site, which is no word of the language, whatever the site is called.
 *
 * @param site - name of the site
 */
export function siteConst(site: string): string {
  return `site${pascal(site)}`;
}

/**
 * Name of the constant of a project.
 *
 * @param project - name of the project
 */
export function projectConst(project: string): string {
  return `project${pascal(dnsLabel(project))}`;
}

function pascal(label: string): string {
  return label
    .split("-")
    .filter((part) => part !== "")
    .map((part) => `${part[0]!.toUpperCase()}${part.slice(1)}`)
    .join("");
}
