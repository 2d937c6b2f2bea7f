import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { App, HttpBackend, TerraformStack } from "cdktf";
import {
  DigitalOceanCluster,
  installChart,
  MagnumCluster,
  requireNone,
  secretVariable,
  systemNamespace,
  type Chart,
  type IKubernetesCluster,
} from "cdktf-magnum";
import { DigitaloceanProvider } from "cdktf-magnum/digitalocean/provider";
import { OpenstackProvider } from "cdktf-magnum/openstack/provider";
import { Construct } from "constructs";

const REPOSITORY = "https://cloudnative-pg.github.io/charts";
const OPERATOR: Chart = {
  repository: REPOSITORY,
  chart: "cloudnative-pg",
  version: "0.29.0",
  minKubernetes: "1.29",
  images: { "image.repository": "ghcr.io/cloudnative-pg/cloudnative-pg" },
};
const DATABASE: Chart = {
  repository: REPOSITORY,
  chart: "cluster",
  version: "0.8.1",
  minKubernetes: "1.29",
  images: { "cluster.imageName": "ghcr.io/cloudnative-pg/postgis:16-3.4" },
};

/** Properties of `AlertDatabase`. */
interface AlertDatabaseProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** Node group of its servers, with a node for each. */
  readonly nodeGroup: string;
  /** Number of servers: one that is written to, and others that take its place. */
  readonly instances: number;
  /** Class of the volume of each. */
  readonly storageClass: string;
  /** Size of the volume of each in GiB. */
  readonly sizeGiB: number;
  /** Password of user `alerts`; a sensitive Terraform variable, never a literal. */
  readonly password: string;
  /** Raise it by one to have a changed password written. */
  readonly passwordRevision: number;
}

/** PostgreSQL with PostGIS, run by CloudNativePG: database `alerts` at alerts-rw.alert-database.svc:5432. */
class AlertDatabase extends Construct {
  constructor(scope: Construct, id: string, props: AlertDatabaseProps) {
    super(scope, id);
    const { cluster, instances, sizeGiB } = props;
    requireNone(instances >= 2 ? [] : [{ path: ["instances"], message: `must be at least 2, got ${instances}` }]);
    const nodeSelector = cluster.nodeSelector(props.nodeGroup);
    const operator = installChart(this, "operator", {
      cluster,
      chart: OPERATOR,
      namespace: systemNamespace(this, "operator-namespace", "cnpg-system", "restricted"),
      values: { nodeSelector, resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "256Mi" } } },
    });
    const namespace = systemNamespace(this, "namespace", "alert-database", "restricted");
    const login = new SecretV1(this, "login", {
      metadata: { name: "alerts-login", namespace, labels: { "cnpg.io/reload": "true" } },
      type: "kubernetes.io/basic-auth",
      dataWo: { username: "alerts", password: props.password },
      dataWoRevision: props.passwordRevision,
    });
    installChart(this, "database", {
      cluster,
      chart: DATABASE,
      name: "alerts",
      namespace,
      // The definition of its object comes with the operator, which also takes the object's finalizers off.
      dependsOn: [operator],
      values: {
        fullnameOverride: "alerts",
        type: "postgis",
        version: { postgresql: "16", postgis: "3.4" },
        cluster: {
          instances,
          enableSuperuserAccess: false,
          storage: { size: `${sizeGiB}Gi`, storageClass: props.storageClass },
          resources: { requests: { cpu: "1", memory: "4Gi" }, limits: { memory: "4Gi" } },
          affinity: { topologyKey: "kubernetes.io/hostname", podAntiAffinityType: "required", nodeSelector },
          initdb: { database: "alerts", owner: "alerts", secret: { name: login.metadata.name } },
        },
      },
    });
  }
}

/** A stack with the database of one project; where the project runs is its cluster's matter. */
class DatabaseStack extends TerraformStack {
  constructor(app: App, project: string, clusterIn: (stack: TerraformStack) => IKubernetesCluster) {
    super(app, `${project}-database`);
    const address = `https://gitlab.example.org/api/v4/projects/1/terraform/state/${project}-database`;
    const lock = `${address}/lock`;
    new HttpBackend(this, { address, lockAddress: lock, lockMethod: "POST", unlockAddress: lock, unlockMethod: "DELETE" });
    const cluster = clusterIn(this);
    new KubernetesProvider(this, "kubernetes", cluster.access);
    new HelmProvider(this, "helm", { kubernetes: cluster.access });
    new AlertDatabase(this, "database", {
      cluster,
      nodeGroup: "database",
      instances: 2,
      storageClass: "kept",
      sizeGiB: 200,
      password: secretVariable(this, "alert_database_password"),
      passwordRevision: 1,
    });
  }
}

const app = new App();
new DatabaseStack(app, "zads", (stack) => {
  new OpenstackProvider(stack, "openstack", { cloud: "zads" });
  return MagnumCluster.fromName(stack, "cluster", { name: "zads", driver: "capi-helm", kubernetesVersion: "1.34.4" });
});
new DatabaseStack(app, "zads-do", (stack) => {
  new DigitaloceanProvider(stack, "digitalocean", {});
  return DigitalOceanCluster.fromName(stack, "cluster", { name: "zads-do", kubernetesVersion: "1.33.1" });
});
app.synth();
