import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { load } from "js-yaml";
import { OpenstackProvider } from "../../.gen/providers/openstack/provider";
import { Construct } from "constructs";
import type {
  AccessMode,
  ApplicationCredential,
  IKubernetesCluster,
  IOpenStackCluster,
  IStorageClass,
  LoadBalancerOptions,
  NodeAllocatable,
  NodeSize,
  ReclaimPolicy,
} from "../../constructs/contracts";
import { StorageClass } from "../../constructs/kit/storage-class";
import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";

/** Attributes of a resource or data source, named as in cdk.tf.json. */
export type Attributes = Record<string, unknown>;

/** A resource or data source of a stack. */
export interface Block {
  /** Address in Terraform, such as "helm_release.traefik_5C0F9BF0". */
  readonly address: string;
  /** Path of the construct below its stack, such as "ingress/traefik". */
  readonly path: string;
  /** Its attributes. */
  readonly attributes: Attributes;
}

/** What a stack becomes in cdk.tf.json. */
export class Template {
  constructor(public readonly json: Record<string, unknown>) {}

  /** All resources of a type, or data sources for "data.<type>", in the order of their paths. */
  public all(type: string): Block[] {
    const [section, name] = type.startsWith("data.") ? ["data", type.slice("data.".length)] : ["resource", type];
    const blocks = ((this.json[section] as Record<string, Record<string, Attributes>> | undefined) ?? {})[name] ?? {};
    return Object.entries(blocks)
      .map(([id, { "//": about, ...attributes }]) => ({ address: `${type}.${id}`, path: pathBelowStack(about), attributes }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The only resource of a type, or the one whose construct has this path below the stack. */
  public one(type: string, at?: string): Block {
    const found = this.all(type).filter((block) => at === undefined || block.path === at);
    const [block] = found;
    if (!block || found.length > 1) {
      throw new Error(`expected one ${type} at ${at ?? "any path"}, found ${found.length}: there are ${this.paths(type).join(", ")}`);
    }
    return block;
  }

  /** Attributes of the only resource of a type, or of the one at this path. */
  public get(type: string, at?: string): Attributes {
    return this.one(type, at).attributes;
  }

  /** How other resources refer to an attribute of the only resource of a type, or of the one at this path. */
  public ref(type: string, attribute: string, at?: string): string {
    return `\${${this.one(type, at).address}.${attribute}}`;
  }

  /** Paths of all resources of a type. */
  public paths(type: string): string[] {
    return this.all(type).map((block) => block.path);
  }

  /** Values of a Helm release, parsed. */
  public values(at?: string): Attributes {
    const [yaml = "{}"] = (this.get("helm_release", at)["values"] as string[] | undefined) ?? [];
    return load(yaml) as Attributes;
  }
}

/** Builds a stack of its own and reads it as cdk.tf.json would have it; nothing is written. */
export function synthStack(build: (stack: TerraformStack) => void): Template {
  const stack = new TerraformStack(newApp(), "test");
  build(stack);
  return templateOf(stack);
}

/** A stack as cdk.tf.json would have it. */
export function templateOf(stack: TerraformStack): Template {
  return new Template(JSON.parse(JSON.stringify(stack.toTerraform())) as Record<string, unknown>);
}

/** Synthesises an app of somebody else, which has these providers and one construct of ours, with all of the framework's checks. */
export function synthForeignApp(
  providers: readonly ("openstack" | "kubernetes" | "helm")[],
  build: (stack: TerraformStack) => void,
): Template & { readonly directory: string } {
  const app = newApp();
  const stack = new TerraformStack(app, "elsewhere");
  if (providers.includes("openstack")) new OpenstackProvider(stack, "openstack", { cloud: "elsewhere" });
  if (providers.includes("kubernetes")) new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  if (providers.includes("helm")) new HelmProvider(stack, "helm", {});
  build(stack);
  app.synth();
  const directory = path.join(app.outdir, "stacks", "elsewhere");
  const json = JSON.parse(fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as Record<string, unknown>;
  return Object.assign(new Template(json), { directory });
}

/** An app that writes into a folder of the test run, which is removed after it. */
export function newApp(): App {
  return new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), "synth-")), stackTraces: false });
}

/** The contract of a cluster in OpenStack, filled in without any resource. */
export function fakeCluster({
  driver = "capi-helm",
  kubernetesVersion = "1.30.2",
}: { driver?: MagnumDriver; kubernetesVersion?: string } = {}): IOpenStackCluster {
  class FakeOpenStackCluster extends FakeCluster implements IOpenStackCluster {
    public readonly clusterId = "0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de11";
    public readonly subnetId = "5e0d6c1b-2f0e-4f7e-8d58-0a4c1a9d7e22";
    public readonly driver = driver;
  }
  return new FakeOpenStackCluster(newApp(), "cluster", kubernetesVersion);
}

/** The contract of a cluster at a cloud that is not OpenStack: a token opens it, and its load balancers want annotations of their own. */
export class FakeCluster extends Construct implements IKubernetesCluster {
  public readonly clusterName = "alpha-1";
  public readonly access = {
    host: "https://198.51.100.7:6443",
    clusterCaCertificate: "ca of a test",
    token: "token of a test",
  };

  constructor(
    scope: Construct,
    id: string,
    public readonly kubernetesVersion = "1.30.2",
  ) {
    super(scope, id);
  }

  public nodeSelector(nodeGroup: string): Record<string, string> {
    return { "group.example.org/name": nodeGroup };
  }

  public allocatable({ vcpus, memoryMiB }: NodeSize): NodeAllocatable {
    return { cpu: vcpus * 1000, memory: memoryMiB - 620, pods: 110 };
  }

  public loadBalancer({ internal }: LoadBalancerOptions): Record<string, string> {
    return { "balancer.example.org/internal": String(internal) };
  }
}

/** A storage class that exists already, in an app of its own. */
export function existingClass(name: string, accessModes: readonly AccessMode[], reclaimPolicy: ReclaimPolicy): IStorageClass {
  return StorageClass.fromName(newApp(), "class", { name, accessModes, reclaimPolicy });
}

/** Value of a sensitive variable. */
export function sensitive(stack: TerraformStack, name: string): string {
  return new TerraformVariable(stack, name, { type: "string", sensitive: true }).stringValue;
}

/** An application credential from two sensitive variables, `<name>_id` and `<name>_secret`. */
export function credential(stack: TerraformStack, name = "credential"): ApplicationCredential {
  return {
    authUrl: "https://keystone.example.org:5000/v3",
    region: "north",
    id: sensitive(stack, `${name}_id`),
    secret: sensitive(stack, `${name}_secret`),
    revision: 1,
  };
}

function pathBelowStack(about: unknown): string {
  const { path: constructPath } = (about as { metadata: { path: string } }).metadata;
  return constructPath.split("/").slice(1).join("/");
}
