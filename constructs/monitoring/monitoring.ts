import type { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IIngress, IKubernetesCluster, IStorageClass, Mirrors } from "../contracts";
import { networkPluginTraits } from "../contracts/network-plugin";
import { installChart, SAFE_RELEASE, valuesYaml, type HelmValues } from "../kit/chart-release";
import { packageFolder } from "../kit/package-root";
import { systemNamespace } from "../kit/pod-security";
import { requireNone } from "../kit/setting-problem";
import { requireSensitive, writeOnlySecret } from "../kit/write-only-secret";
import { alertRules, replacedAlerts, type ScaledGroup } from "./alerts";
import {
  ALERTMANAGER_RESOURCES,
  MONITORING_CHARTS,
  NODE_EXPORTER_RESOURCES,
  OPERATOR_RESOURCES,
  PROMETHEUS_RESOURCES,
  STATE_METRICS_RESOURCES,
} from "./charts";
import { grafanaValues } from "./grafana";
import { monitoringProblems } from "./monitoring-checks";
import {
  hasGrafanaClient,
  hasReceiverSecret,
  retentionSizeMiB,
  type AlertReceiver,
  type GrafanaAccess,
  type GrafanaLogin,
} from "./monitoring-settings";
import {
  ALERTMANAGER_DISK_GIB,
  GRAFANA_CLIENT_SECRET,
  GRAFANA_SECRET,
  GRAFANA_SERVICE,
  HUB_TOKEN_SECRET,
  MONITORING_NAMESPACE,
  receiverSecretName,
} from "./names";
import { receiverOf } from "./receiver";
import { scrapeObjects, type MonitoredParts } from "./targets";

/** Disk of Prometheus, and how long samples stay on it. */
export interface MonitoringDisk {
  /** Storage class, also of Alertmanager's disk. */
  readonly storageClass: IStorageClass;
  /** Size in GiB; four fifths of it are filled with samples at most. */
  readonly sizeGiB: number;
}

/** Secrets of monitoring, each a sensitive Terraform variable and never a literal. */
export interface MonitoringSecrets {
  /** Password of Grafana's administrator. */
  readonly admin: string;
  /**
   * Secret of the client that the provider knows Grafana by.
   *
   * @default - none: login is with the administrator's password
   */
  readonly client?: string | undefined;
  /**
   * Address of the webhook, or password of the account at the mail server.
   *
   * @default - none: alerts go nowhere, or by mail without an account
   */
  readonly receiver?: string | undefined;
  /**
   * Token that the hub lets Prometheus read its numbers by.
   *
   * @default - none: there is no hub
   */
  readonly hub?: string | undefined;
  /** Raise it by one after a rotation. */
  readonly revision: number;
}

/** Properties of `Monitoring`. */
export interface MonitoringProps extends Partial<GrafanaAccess> {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** What leads the host to Grafana. */
  readonly ingress: IIngress;
  /** Host name of Grafana, such as "grafana.example.org". */
  readonly host: string;
  /**
   * Secret of type kubernetes.io/tls in the namespace `monitoring`.
   *
   * @default - plain HTTP
   */
  readonly tlsSecret?: string;
  /** How people log in to Grafana. */
  readonly login: GrafanaLogin;
  /** Where alerts go. */
  readonly alerts: AlertReceiver;
  /** Secrets. */
  readonly secrets: MonitoringSecrets;
  /** Disk of Prometheus. */
  readonly disk: MonitoringDisk;
  /** Days that samples stay, unless the disk is full earlier. */
  readonly retentionDays: number;
  /**
   * Parts whose numbers are scraped.
   *
   * @default - only nodes, pods and volumes
   */
  readonly parts?: MonitoredParts;
  /**
   * Node groups that are scaled, and the label that tells the group of a node.
   *
   * @default - none
   */
  readonly groups?: readonly ScaledGroup[];
  /**
   * Whether node-exporter runs on each node, for which the namespace must be privileged.
   *
   * @default true
   */
  readonly nodeExporter?: boolean;
  /**
   * Namespace of the ingress controller, which alone reaches Grafana from outside.
   *
   * @default - everyone reaches it, because an ingress outside of the cluster does
   */
  readonly ingressNamespace?: string;
  /**
   * Network plugin of the cluster, which decides whether Prometheus can be kept from all others.
   *
   * @default - one that enforces no policies
   */
  readonly networkPlugin?: string;
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

/**
 * Prometheus, Alertmanager and Grafana: what each part exports is scraped, alerts go to people, and dashboards are there.
 *
 * @throws Error if nobody could log in, or values of the chart say what fields of this construct do
 * @see https://github.com/prometheus-community/helm-charts/tree/kube-prometheus-stack-88.5.3/charts/kube-prometheus-stack
 */
export class Monitoring extends Construct {
  /** Address of Grafana, without a slash at its end. */
  public readonly url: string;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    validate(props);
    this.url = `${props.tlsSecret === undefined ? "http" : "https"}://${props.host}`;
    const { cluster, nodeExporter = true, mirrors } = props;
    const namespace = systemNamespace(this, "namespace", MONITORING_NAMESPACE, nodeExporter ? "privileged" : "restricted");
    const made = this.secrets(props, namespace);
    const stack = installChart(this, "stack", {
      cluster,
      chart: MONITORING_CHARTS.kubePrometheusStack,
      namespace,
      values: this.values(props, made.login),
      extraValues: props.values,
      mirrors,
      timeoutSeconds: 900,
      dependsOn: made.all,
    });
    this.objects(props, namespace, stack);
    props.ingress.addRoute({
      host: props.host,
      namespace,
      service: GRAFANA_SERVICE.name,
      port: GRAFANA_SERVICE.port,
      tlsSecret: props.tlsSecret,
    });
  }

  private secrets({ secrets, alerts }: MonitoringProps, namespace: string): MadeSecrets {
    const { admin, client, receiver, hub, revision } = secrets;
    const secret = (id: string, name: string, data: Record<string, string>): SecretV1 =>
      writeOnlySecret(this, id, { name, namespace, data, revision });
    const login = secret("login", GRAFANA_SECRET, {
      "admin-user": "admin",
      "admin-password": admin,
    });
    return {
      login: login.metadata.name,
      all: [
        login,
        ...(client === undefined ? [] : [secret("client", GRAFANA_CLIENT_SECRET, { "client-secret": client })]),
        ...(receiver === undefined ? [] : [secret("receiver", receiverSecretName(alerts), { value: receiver })]),
        ...(hub === undefined ? [] : [secret("hub-token", HUB_TOKEN_SECRET, { token: hub })]),
      ],
    };
  }

  /** What to scrape, alerts and dashboards, by a chart of our own: their definitions come with the stack, after which they are made. */
  private objects(props: MonitoringProps, namespace: string, stack: ITerraformDependable): void {
    const { parts = {}, groups = [], ingressNamespace, networkPlugin } = props;
    const chart = new TerraformAsset(this, "chart", { path: packageFolder("charts/monitoring"), type: AssetType.DIRECTORY });
    new Release(this, "objects", {
      ...SAFE_RELEASE,
      name: "monitoring",
      namespace,
      chart: `./${chart.path}`,
      values: [
        valuesYaml({
          scrape: scrapeObjects(parts),
          rules: alertRules(parts, groups),
          dashboards: [...(parts.spark ? ["spark"] : []), ...(parts.hub ? ["hub"] : [])],
          ...(networkPluginTraits(networkPlugin).enforcesPolicies && {
            policy: { ...(ingressNamespace !== undefined && { ingressNamespace }) },
          }),
        }),
      ],
      timeout: 300,
      dependsOn: [stack],
    });
  }

  private values(props: MonitoringProps, loginSecret: string): HelmValues {
    const { allowedUsers = [], allowedGroups = [], admins = [], nodeExporter = true, groups = [], secrets } = props;
    const { storageClass, sizeGiB } = props.disk;
    const claim = (gibibytes: number) => ({
      volumeClaimTemplate: {
        spec: {
          storageClassName: storageClass.storageClassName,
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: `${gibibytes}Gi` } },
        },
      },
    });
    const nodeLabels = [...new Set(groups.flatMap((group) => Object.keys(group.nodeLabels)))];
    return {
      // Magnum's control planes cannot be scraped from pods.
      kubeEtcd: { enabled: false },
      kubeControllerManager: { enabled: false },
      kubeScheduler: { enabled: false },
      kubeProxy: { enabled: false },
      defaultRules: {
        rules: {
          etcd: false,
          kubeControllerManager: false,
          kubeSchedulerAlerting: false,
          kubeSchedulerRecording: false,
          kubeProxy: false,
        },
        disabled: Object.fromEntries(replacedAlerts(props.parts ?? {}).map((alert) => [alert, true])),
      },
      prometheusOperator: {
        resources: OPERATOR_RESOURCES,
        // The API server of a private cluster does not reach pods.
        admissionWebhooks: { enabled: false },
        tls: { enabled: false },
      },
      prometheus: {
        prometheusSpec: {
          retention: `${props.retentionDays}d`,
          retentionSize: `${retentionSizeMiB({ sizeGiB })}MiB`,
          scrapeInterval: "60s",
          // Else only what has a label of this release is seen.
          serviceMonitorSelectorNilUsesHelmValues: false,
          podMonitorSelectorNilUsesHelmValues: false,
          ruleSelectorNilUsesHelmValues: false,
          probeSelectorNilUsesHelmValues: false,
          scrapeConfigSelectorNilUsesHelmValues: false,
          resources: PROMETHEUS_RESOURCES,
          storageSpec: claim(sizeGiB),
        },
      },
      alertmanager: {
        config: receiverOf(props.alerts),
        alertmanagerSpec: {
          ...(secrets.receiver !== undefined && { secrets: [receiverSecretName(props.alerts)] }),
          resources: ALERTMANAGER_RESOURCES,
          storage: claim(ALERTMANAGER_DISK_GIB),
        },
      },
      grafana: grafanaValues(
        props.login,
        { allowedUsers, allowedGroups, admins },
        {
          url: this.url,
          secretName: loginSecret,
          revision: secrets.revision,
        },
      ),
      "kube-state-metrics": {
        resources: STATE_METRICS_RESOURCES,
        ...(nodeLabels.length > 0 && { metricLabelsAllowlist: [`nodes=[${nodeLabels.join(",")}]`] }),
      },
      nodeExporter: { enabled: nodeExporter },
      ...(nodeExporter && { "prometheus-node-exporter": { resources: NODE_EXPORTER_RESOURCES } }),
    };
  }
}

/** Secrets of the namespace. */
interface MadeSecrets {
  /** Name of that of Grafana, a token of the resource. */
  readonly login: string;
  /** All of them. */
  readonly all: ITerraformDependable[];
}

function validate(props: MonitoringProps): void {
  const { allowedUsers = [], allowedGroups = [], admins = [], values = {}, secrets, parts = {} } = props;
  requireNone(monitoringProblems({ ...props, allowedUsers, allowedGroups, admins, values }));
  const { accessModes } = props.disk.storageClass;
  if (!accessModes.includes("ReadWriteOnce")) {
    throw new Error(`disk.storageClass must offer ReadWriteOnce, it offers ${accessModes.join(", ")}; pass a class from CinderCsi`);
  }
  const needed = {
    admin: true,
    client: hasGrafanaClient(props.login),
    receiver: hasReceiverSecret(props.alerts),
    hub: parts.hub !== undefined,
  };
  for (const [name, isNeeded] of Object.entries(needed) as [keyof typeof needed, boolean][]) {
    const value = secrets[name];
    if (isNeeded && value === undefined)
      throw new Error(`secrets.${name} must be given with this login, these alerts and parts, got nothing`);
    if (value !== undefined) requireSensitive(`secrets.${name}`, value);
  }
}
