import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IIngress, IJobNamespace, IKubernetesCluster, IStorageClass, Mirrors } from "../contracts";
import { networkPluginTraits } from "../contracts/network-plugin";
import { installChart, SAFE_RELEASE, valuesYaml, type HelmValues } from "../kit/chart-release";
import { isAtLeast } from "../kit/minor-version";
import { packageFolder } from "../kit/package-root";
import { problemsAt, requireNone } from "../kit/setting-problem";
import type { Toleration } from "../kit/toleration";
import { requireSensitive, writeOnlySecret } from "../kit/write-only-secret";
import { HUB_RESOURCES, JUPYTER_HUB_CHARTS, PROXY_RESOURCES } from "./charts";
import { hubProblems, notebookMountProblems, type NotebookNodeGroup } from "./jupyter-hub-checks";
import { hasClientSecret, loginValues, type HubAccess, type HubLogin } from "./login";
import { metricsValues, type HubMetrics } from "./metrics";
import {
  CHART_SECRET,
  CLIENT_SECRET,
  clientSecretName,
  HOME_PREFIX,
  HOMES_CLAIM,
  HUB_CLAIM,
  HUB_SECRET,
  METRICS_SECRET,
  PROXY_SERVICE,
  SESSION_CONFIG,
} from "./names";
import { policyValues, type HubNetwork } from "./network-policies";
import type { NotebookSize } from "./notebook-size";
import { cullInterval, SPAWNER_CONFIG, userValues } from "./user-values";

/** Homes of users. */
export interface NotebookHome {
  /** One claim with a folder for each user, or a claim for each user, which its pod alone can mount. */
  readonly kind: "shared" | "claim";
  /** Storage class; for one claim it must offer ReadWriteMany. */
  readonly storageClass: IStorageClass;
  /** Size in GiB, of the one claim or of each. */
  readonly sizeGiB: number;
}

/** Secrets of the hub. */
export interface HubSecrets {
  /**
   * Secret of the client that the provider knows the hub by; a sensitive Terraform variable, never a literal.
   *
   * @default - none: accounts are the hub's own
   */
  readonly client?: string;
  /** Key that cookies are signed with, 64 hexadecimal digits; a sensitive Terraform variable, never a literal. */
  readonly cookie: string;
  /** Raise it by one after a rotation; the hub is restarted for it. */
  readonly revision: number;
}

/** Properties of `JupyterHub`. */
export interface JupyterHubProps extends Partial<HubAccess> {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** Namespace of the jobs that notebooks start; the hub and its users' pods are in it too, because a session's pods belong to its own. */
  readonly jobs: IJobNamespace;
  /** What leads the host to the hub. */
  readonly ingress: IIngress;
  /** Host name, such as "notebooks.example.org". */
  readonly host: string;
  /**
   * Secret of type kubernetes.io/tls in the namespace of the jobs.
   *
   * @default - plain HTTP
   */
  readonly tlsSecret?: string;
  /** How users log in. */
  readonly login: HubLogin;
  /** Secrets of the hub. */
  readonly secrets: HubSecrets;
  /** Node group of notebooks. */
  readonly nodeGroup: NotebookNodeGroup;
  /**
   * Taints that notebooks stand; hub and proxy keep off tainted nodes.
   *
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * Scheduler of notebooks, where the site brings one of its own; their executors have that of their jobs.
   *
   * @default - that of Kubernetes
   */
  readonly schedulerName?: string;
  /** Sizes that users choose from; the first is the default. */
  readonly sizes: readonly NotebookSize[];
  /** Most notebooks at the same time; whoever comes then is told to wait. */
  readonly users: number;
  /** Homes of users. */
  readonly home: NotebookHome;
  /** Storage class of the hub's database, which no shared file system can hold. */
  readonly database: IStorageClass;
  /** Fewest and most executors of one session. */
  readonly executors: { readonly min: number; readonly max: number };
  /**
   * Hours without a kernel at work after which kernels and then servers end; 0 for never.
   *
   * @default 8
   */
  readonly idleHours?: number;
  /**
   * Further variables of notebooks; packages are the image's business.
   *
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Network of the cluster, for network policies.
   *
   * @default - no network policies
   */
  readonly network?: HubNetwork;
  /**
   * Who reads the hub's numbers.
   *
   * @default - users alone
   */
  readonly metrics?: HubMetrics | undefined;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
  /**
   * Values of the chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/** Hours after which idle servers end unless a project says otherwise: a night, and no working day. */
export const DEFAULT_IDLE_HOURS = 8;

/** Oldest Kubernetes that has ValidatingAdmissionPolicy. */
const GUARDED_FROM = "1.30";

/**
 * JupyterHub: notebooks in the browser, with sessions of Spark beside the jobs.
 *
 * @throws Error if nobody could log in, a size does not fit on a node, or a storage class does not offer what homes need
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/tree/4.4.0/jupyterhub
 */
export class JupyterHub extends Construct {
  /** Address of the hub, without a slash at its end. */
  public readonly url: string;

  constructor(scope: Construct, id: string, props: JupyterHubProps) {
    super(scope, id);
    const { jobs, secrets } = props;
    validate(props);
    this.url = `${props.tlsSecret === undefined ? "http" : "https"}://${props.host}`;
    const secret = writeOnlySecret(this, "secret", {
      name: HUB_SECRET,
      namespace: jobs.namespaceName,
      // The chart reads this key.
      data: { "hub.config.JupyterHub.cookie_secret": secrets.cookie },
      revision: secrets.revision,
    });
    const client = this.clientSecret(props);
    const session = new ConfigMapV1(this, "session", {
      metadata: { name: SESSION_CONFIG, namespace: jobs.namespaceName },
      data: jobs.sessionFiles(props.executors),
    });
    const { metrics } = props;
    const token =
      metrics &&
      writeOnlySecret(this, "metrics", {
        name: METRICS_SECRET,
        namespace: jobs.namespaceName,
        data: { token: metrics.token },
        revision: metrics.revision,
      });
    const prerequisites = this.prerequisites(props);
    installChart(this, "hub", {
      cluster: props.cluster,
      chart: JUPYTER_HUB_CHARTS.jupyterHub,
      namespace: jobs.namespaceName,
      values: this.values(props, secret.metadata.name),
      extraValues: props.values,
      mirrors: props.mirrors,
      dependsOn: [secret, ...(client ? [client] : []), session, prerequisites, ...(token ? [token] : [])],
    });
    props.ingress.addRoute({
      host: props.host,
      namespace: jobs.namespaceName,
      service: PROXY_SERVICE.name,
      port: PROXY_SERVICE.port,
      tlsSecret: props.tlsSecret,
    });
  }

  /**
   * Secret of each provider by itself: what is written only is written anew when its revision is raised, and a login that changes needs another
   * value at once.
   */
  private clientSecret({ login, secrets, jobs }: JupyterHubProps): SecretV1 | undefined {
    if (secrets.client === undefined) return undefined;
    return writeOnlySecret(this, "client-secret", {
      name: clientSecretName(login),
      namespace: jobs.namespaceName,
      data: { [CLIENT_SECRET]: secrets.client },
      revision: secrets.revision,
    });
  }

  /** Homes and what keeps users from the hub and from each other; through a chart of our own, which keeps homes when it goes. */
  private prerequisites({ cluster, jobs, home, network, login, tlsSecret, metrics }: JupyterHubProps): ITerraformDependable {
    const chart = new TerraformAsset(this, "chart", { path: packageFolder("charts/notebooks"), type: AssetType.DIRECTORY });
    const secrets = [
      ...[CHART_SECRET, HUB_SECRET],
      ...(hasClientSecret(login) ? [clientSecretName(login)] : []),
      ...(tlsSecret === undefined ? [] : [tlsSecret]),
      ...(metrics ? [METRICS_SECRET] : []),
    ];
    return new Release(this, "prerequisites", {
      ...SAFE_RELEASE,
      name: "notebooks",
      namespace: jobs.namespaceName,
      chart: `./${chart.path}`,
      values: [
        valuesYaml({
          ...(home.kind === "shared" && {
            homes: { name: HOMES_CLAIM, storageClass: home.storageClass.storageClassName, sizeGiB: home.sizeGiB },
          }),
          ...(isAtLeast(cluster.kubernetesVersion, GUARDED_FROM) && {
            guard: {
              user: `system:serviceaccount:${jobs.name}:${jobs.accountName}`,
              ownLabel: jobs.ownLabel,
              serviceAccounts: ["default", jobs.accountName],
              claims: [HOMES_CLAIM, HUB_CLAIM],
              claimPrefix: HOME_PREFIX,
              secrets,
            },
          }),
          ...(network && { cilium: isPoliced(network) && !networkPluginTraits(network.plugin).addressesAreNodes }),
        }),
      ],
      timeout: 300,
    });
  }

  private values(props: JupyterHubProps, secretName: string): HelmValues {
    const { login, secrets, idleHours = DEFAULT_IDLE_HOURS, allowedUsers = [], allowedGroups = [], admins = [] } = props;
    const { config, custom, extraConfig } = loginValues(login, { allowedUsers, allowedGroups, admins }, this.url);
    const policies = policyValues(props.network, props.jobs, props.metrics?.namespace);
    const metrics = metricsValues(props.metrics, isPoliced(props.network));
    return {
      custom,
      hub: {
        ...policies.hub,
        config: { ...config, JupyterHub: { ...config["JupyterHub"], admin_access: false }, KubeSpawner: SPAWNER_CONFIG },
        extraConfig: { ...extraConfig, ...metrics.extraConfig },
        ...metrics.hub,
        existingSecret: secretName,
        ...((hasClientSecret(login) || props.metrics) && {
          extraEnv: {
            // OAuthenticator reads this variable.
            ...(hasClientSecret(login) && {
              [CLIENT_SECRET]: { valueFrom: { secretKeyRef: { name: clientSecretName(login), key: CLIENT_SECRET } } },
            }),
            ...metrics.extraEnv,
          },
        }),
        // It reads its Secret at start.
        annotations: { "cdktf-magnum/credentials-revision": String(secrets.revision), ...metrics.annotations },
        activeServerLimit: props.users,
        db: {
          type: "sqlite-pvc",
          // With it go accounts and tokens: it stays when notebooks are taken out of a project, and is found again when they come back.
          pvc: { storage: "1Gi", storageClassName: props.database.storageClassName, annotations: { "helm.sh/resource-policy": "keep" } },
        },
        resources: HUB_RESOURCES,
      },
      proxy: { service: { type: "ClusterIP" }, chp: { resources: PROXY_RESOURCES, ...policies.proxy } },
      singleuser: {
        ...policies.singleuser,
        ...userValues({
          jobs: props.jobs,
          nodeSelector: props.cluster.nodeSelector(props.nodeGroup.name),
          tolerations: props.tolerations ?? [],
          schedulerName: props.schedulerName,
          sizes: props.sizes,
          home: homeOf(props.home),
          idleHours,
          environment: props.environment ?? {},
          mirrors: props.mirrors,
        }),
      },
      cull:
        idleHours > 0
          ? { enabled: true, timeout: Math.round(idleHours * 3600), every: cullInterval(idleHours), maxAge: 0 }
          : { enabled: false },
      // Helm would wait for an image on every node, and nodes of a group that grows come later.
      prePuller: { hook: { enabled: false }, continuous: { enabled: false } },
      scheduling: {
        userScheduler: { enabled: false },
        userPlaceholder: { enabled: false },
        // Magnum's nodes have none of these labels.
        corePods: { nodeAffinity: { matchNodePurpose: "ignore" } },
        userPods: { nodeAffinity: { matchNodePurpose: "ignore" } },
      },
    };
  }
}

function homeOf({ kind, storageClass, sizeGiB }: NotebookHome) {
  return kind === "shared" ? { kind } : { kind, storageClassName: storageClass.storageClassName, sizeGiB };
}

function isPoliced(network: HubNetwork | undefined): boolean {
  return network !== undefined && networkPluginTraits(network.plugin).enforcesPolicies;
}

function validate(props: JupyterHubProps): void {
  const { jobs, home, nodeGroup, allowedUsers = [], allowedGroups = [], admins = [], environment = {} } = props;
  const allocatable = props.cluster.allocatable(nodeGroup);
  const hasAuthority = jobs.trust !== undefined;
  requireNone(hubProblems({ ...props, allowedUsers, allowedGroups, admins, environment, allocatable, hasAuthority, mounts: jobs.mounts }));
  requireNone(problemsAt(["jobs", "mounts"], notebookMountProblems(jobs.mounts)));
  const needed = home.kind === "shared" ? "ReadWriteMany" : "ReadWriteOnce";
  const { accessModes } = home.storageClass;
  if (!accessModes.includes(needed)) {
    throw new Error(
      `home.storageClass must offer ${needed} with kind ${home.kind}, it offers ${accessModes.join(", ")}; ` +
        (home.kind === "shared" ? "pass a class from ManilaCephFs" : "pass a class from CinderCsi"),
    );
  }
  requireSensitive("secrets.cookie", props.secrets.cookie);
  if (props.metrics) requireSensitive("metrics.token", props.metrics.token);
  if (!hasClientSecret(props.login)) return;
  if (props.secrets.client === undefined) throw new Error(`secrets.client must be given with login ${props.login.kind}, got nothing`);
  requireSensitive("secrets.client", props.secrets.client);
}
