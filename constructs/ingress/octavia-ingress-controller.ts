import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { StatefulSetV1 } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import { TerraformResource, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { mirrorImage, valuesYaml } from "../kit/chart-release";
import { OCTAVIA_INGRESS_CONTROLLER_IMAGE, OCTAVIA_INGRESS_RESOURCES } from "./charts";
import type { ApplicationCredential, IOpenStackCluster, Mirrors } from "../contracts";
import { RESTRICTED_CONTAINER, restrictedPod, systemNamespace } from "../kit/pod-security";
import { requireSensitiveCredential, writeOnlySecret } from "../kit/write-only-secret";

const NAME = "octavia-ingress-controller";
const CONFIG_FILE = "octavia-ingress-controller-config.yaml";

/** File of a private authority, beside the configuration. */
const CA_FILE = "ca.crt";

/** The user "nonroot" of distroless images. */
const NON_ROOT_UID = "65532";

/** How long the controller lives on after the last Ingress is gone, in seconds: it sets no finalizer, so nobody waits for its load balancers. */
const CLEAN_UP_SECONDS = 120;

/** Properties of an `OctaviaIngressController`. */
export interface OctaviaIngressControllerProps {
  /** The cluster. */
  readonly cluster: IOpenStackCluster;
  /** Whether load balancers get floating IPs. */
  readonly floating: boolean;
  /** UUID of the external network that floating IPs come from. */
  readonly externalNetworkId: string;
  /** Octavia provider of the site. */
  readonly octaviaProvider: string;
  /** Whether the site has Barbican; then the controller reads certificates from Secrets and puts them there. */
  readonly barbican: boolean;
  /** Application credential that may make load balancers. */
  readonly credentials: ApplicationCredential;
  /** Mirrors of images. */
  readonly mirrors?: Mirrors;
}

/**
 * The octavia-ingress-controller, for which there is no chart.
 *
 * Its cluster-name is the cluster's UUID, so that what Magnum deletes with a cluster includes its load balancers.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/docs/octavia-ingress-controller/using-octavia-ingress-controller.md
 */
export class OctaviaIngressController extends Construct {
  /** What an Ingress must wait for, and what waits for the end of all Ingresses. */
  public readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OctaviaIngressControllerProps) {
    super(scope, id);
    const { cluster, credentials } = props;
    requireSensitiveCredential("credentials", credentials);
    const namespace = systemNamespace(this, "namespace", NAME, "restricted");
    const account = new ServiceAccountV1(this, "service-account", {
      metadata: { name: NAME, namespace },
      automountServiceAccountToken: false,
    });
    const role = new ClusterRoleV1(this, "cluster-role", {
      metadata: { name: NAME },
      rule: [...RULES, ...(props.barbican ? [READ_CERTIFICATES] : [])],
    });
    const binding = new ClusterRoleBindingV1(this, "cluster-role-binding", {
      metadata: { name: NAME },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subject: [{ kind: "ServiceAccount", name: account.metadata.name, namespace }],
    });
    const config = writeOnlySecret(this, "config", {
      name: NAME,
      namespace,
      data: {
        [CONFIG_FILE]: valuesYaml({
          "cluster-name": cluster.clusterId,
          openstack: {
            "auth-url": credentials.authUrl,
            region: credentials.region,
            "application-credential-id": credentials.id,
            "application-credential-secret": credentials.secret,
            ...(credentials.caCertificate && { "ca-file": `/etc/config/${CA_FILE}` }),
          },
          octavia: {
            provider: props.octaviaProvider,
            "subnet-id": cluster.subnetId,
            ...(props.floating && { "floating-network-id": props.externalNetworkId }),
            "manage-security-groups": true,
          },
        }),
        ...(credentials.caCertificate && { [CA_FILE]: credentials.caCertificate }),
      },
      revision: credentials.revision,
    });
    const controller = new StatefulSetV1(this, "resource", {
      metadata: { name: NAME, namespace, labels: { app: NAME } },
      spec: {
        replicas: "1",
        serviceName: NAME,
        selector: { matchLabels: { app: NAME } },
        template: {
          metadata: {
            labels: { app: NAME },
            // A new revision of the secret restarts the pod, which reads its configuration once.
            annotations: { "cdktf-magnum/credentials-revision": String(credentials.revision) },
          },
          spec: {
            serviceAccountName: account.metadata.name,
            automountServiceAccountToken: true,
            toleration: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
            securityContext: restrictedPod(NON_ROOT_UID),
            container: [
              {
                name: NAME,
                image: mirrorImage(OCTAVIA_INGRESS_CONTROLLER_IMAGE, props.mirrors),
                imagePullPolicy: "IfNotPresent",
                args: [`/bin/${NAME}`, `--config=/etc/config/${CONFIG_FILE}`],
                resources: OCTAVIA_INGRESS_RESOURCES,
                securityContext: { ...RESTRICTED_CONTAINER, readOnlyRootFilesystem: true },
                volumeMount: [{ name: "config", mountPath: "/etc/config", readOnly: true }],
              },
            ],
            volume: [{ name: "config", secret: { secretName: config.metadata.name } }],
          },
        },
      },
      dependsOn: [binding],
    });
    this.ready = this.keepUntilCleanedUp(controller);
  }

  /** At destroy Terraform takes the Ingresses first, then waits here, then takes the controller. */
  private keepUntilCleanedUp(controller: StatefulSetV1): ITerraformDependable {
    const pause = new TerraformResource(this, "clean-up", {
      terraformResourceType: "terraform_data",
      dependsOn: [controller],
      provisioners: [
        {
          type: "local-exec",
          when: "destroy",
          // Node is there wherever the stacks are synthesised, `sleep` is not on Windows.
          command: `node -e "setTimeout(() => {}, ${CLEAN_UP_SECONDS * 1000})"`,
        },
      ],
    });
    pause.addOverride("input", `the controller lives ${CLEAN_UP_SECONDS} s longer than the last Ingress`);
    return pause;
  }
}

// What the controller's code calls; its documentation binds it to cluster-admin.
const RULES = [
  { apiGroups: [""], resources: ["services", "nodes"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["get", "list", "watch"] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["update"] },
];

const READ_CERTIFICATES = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };
