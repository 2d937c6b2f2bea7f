import { TerraformStack } from "cdktf";
import type { IngressRoute } from "../constructs/contracts";
import { load } from "js-yaml";
import { OctaviaIngress, type OctaviaKindProps, type TraefikKindProps } from "../constructs/ingress/octavia-ingress";
import { credential, fakeCluster, FakeCluster, newApp, synthForeignApp, synthStack, type Template } from "./support/synth";

const INGRESS = "kubernetes_ingress_v1";
const ROUTE: IngressRoute = { host: "zeppelin.example.org", namespace: "spark", service: "zeppelin", port: 8080 };

function octaviaProps(stack: TerraformStack, props: Partial<OctaviaKindProps> = {}): OctaviaKindProps {
  return {
    kind: "octavia",
    cluster: fakeCluster(),
    floating: true,
    externalNetworkId: "external-id",
    octaviaProvider: "amphora",
    barbican: true,
    credentials: credential(stack, "octavia"),
    ...props,
  };
}

function octavia(props: Partial<OctaviaKindProps> = {}): Template {
  return synthStack((stack) => new OctaviaIngress(stack, "ingress", octaviaProps(stack, props)));
}

function traefik(props: Partial<TraefikKindProps> = {}): Template {
  return synthStack((stack) => {
    const common = { cluster: new FakeCluster(newApp(), "cluster"), floating: true };
    new OctaviaIngress(stack, "ingress", { kind: "traefik", ...common, ...props });
  });
}

function config(template: Template): Record<string, unknown> {
  const data = template.get("kubernetes_secret_v1")["data_wo"] as Record<string, string>;
  expect(Object.keys(data)).toEqual(["octavia-ingress-controller-config.yaml"]);
  return load(data["octavia-ingress-controller-config.yaml"]!) as Record<string, unknown>;
}

describe("ingress of kind octavia", () => {
  test("defaults: the controller marks load balancers with the cluster's UUID and gives them floating IPs", () => {
    expect(config(octavia())).toEqual({
      "cluster-name": "0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de11",
      openstack: {
        "auth-url": "https://keystone.example.org:5000/v3",
        region: "north",
        "application-credential-id": "${var.octavia_id}",
        "application-credential-secret": "${var.octavia_secret}",
      },
      octavia: {
        provider: "amphora",
        "subnet-id": "5e0d6c1b-2f0e-4f7e-8d58-0a4c1a9d7e22",
        "floating-network-id": "external-id",
        "manage-security-groups": true,
      },
    });
  });

  test("custom: without floating IPs the controller knows no external network", () => {
    expect(config(octavia({ floating: false }))["octavia"]).toEqual({
      provider: "amphora",
      "subnet-id": "5e0d6c1b-2f0e-4f7e-8d58-0a4c1a9d7e22",
      "manage-security-groups": true,
    });
  });

  test("it may read certificates only where there is Barbican to put them", () => {
    const secrets = { api_groups: [""], resources: ["secrets"], verbs: ["get"] };

    expect(octavia({ barbican: true }).get("kubernetes_cluster_role_v1")["rule"]).toContainEqual(secrets);
    expect(JSON.stringify(octavia({ barbican: false }).get("kubernetes_cluster_role_v1"))).not.toContain("secrets");
  });

  test("its rights are exactly what its code calls, and no cluster-admin", () => {
    const template = octavia({ barbican: false });

    expect(template.get("kubernetes_cluster_role_v1")["rule"]).toEqual([
      { api_groups: [""], resources: ["services", "nodes"], verbs: ["get", "list", "watch"] },
      { api_groups: [""], resources: ["events"], verbs: ["create", "patch"] },
      { api_groups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["get", "list", "watch"] },
      { api_groups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["update"] },
    ]);
    expect(template.get("kubernetes_cluster_role_binding_v1")).toMatchObject({
      role_ref: {
        api_group: "rbac.authorization.k8s.io",
        kind: "ClusterRole",
        name: template.ref("kubernetes_cluster_role_v1", "metadata[0].name"),
      },
      subject: [
        {
          kind: "ServiceAccount",
          name: template.ref("kubernetes_service_account_v1", "metadata[0].name"),
          namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name"),
        },
      ],
    });
    expect(JSON.stringify(template.json)).not.toContain("cluster-admin");
  });

  test("its pod is one that a restricted namespace admits, from an image with an exact version", () => {
    const template = octavia();
    const { spec } = template.get("kubernetes_stateful_set_v1") as { spec: { template: { spec: Record<string, unknown> } } };

    expect(template.get("kubernetes_namespace_v1")["metadata"]).toMatchObject({
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    expect(spec).toMatchObject({ replicas: "1" });
    expect(spec.template.spec).toMatchObject({
      security_context: {
        run_as_non_root: true,
        run_as_user: "65532",
        run_as_group: "65532",
        fs_group: "65532",
        seccomp_profile: { type: "RuntimeDefault" },
      },
      container: [
        {
          image: "registry.k8s.io/provider-os/octavia-ingress-controller:v1.36.0",
          args: ["/bin/octavia-ingress-controller", "--config=/etc/config/octavia-ingress-controller-config.yaml"],
          resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
          security_context: {
            allow_privilege_escalation: false,
            read_only_root_filesystem: true,
            run_as_non_root: true,
            capabilities: { drop: ["ALL"] },
          },
          volume_mount: [{ name: "config", mount_path: "/etc/config", read_only: true }],
        },
      ],
      volume: [{ name: "config", secret: { secret_name: template.ref("kubernetes_secret_v1", "metadata[0].name") } }],
    });
    expect(spec.template.spec).not.toHaveProperty("host_network");
  });

  test("all its parts are called alike and lie in its namespace; only the pod itself gets a token", () => {
    const template = octavia();
    const namespace = template.ref("kubernetes_namespace_v1", "metadata[0].name");
    const name = "octavia-ingress-controller";
    const set = template.get("kubernetes_stateful_set_v1");

    expect(template.get("kubernetes_namespace_v1")["metadata"]).toMatchObject({ name });
    expect(template.get("kubernetes_secret_v1")["metadata"]).toEqual({ name, namespace });
    expect(template.get("kubernetes_service_account_v1")).toEqual({
      metadata: { name, namespace },
      automount_service_account_token: false,
    });
    expect(template.get("kubernetes_cluster_role_v1")["metadata"]).toEqual({ name });
    expect(template.get("kubernetes_cluster_role_binding_v1")["metadata"]).toEqual({ name });
    expect(set["metadata"]).toEqual({ name, namespace, labels: { app: name } });
    expect(set).toMatchObject({
      spec: {
        service_name: name,
        selector: { match_labels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: {
            service_account_name: template.ref("kubernetes_service_account_v1", "metadata[0].name"),
            automount_service_account_token: true,
            container: [{ name }],
          },
        },
      },
    });
  });

  test("custom: its image comes from a mirror, and a rotated credential restarts it", () => {
    const template = synthStack((stack) => {
      const credentials = { ...credential(stack), revision: 7 };
      const mirrors = { images: { "registry.k8s.io": "mirror.example.net" } };
      new OctaviaIngress(stack, "ingress", octaviaProps(stack, { credentials, mirrors }));
    });

    expect(template.get("kubernetes_secret_v1")).toMatchObject({ data_wo_revision: 7 });
    expect(template.get("kubernetes_stateful_set_v1")).toMatchObject({
      spec: {
        template: {
          metadata: { annotations: { "cdktf-magnum/credentials-revision": "7" } },
          spec: { container: [{ image: "mirror.example.net/provider-os/octavia-ingress-controller:v1.36.0" }] },
        },
      },
    });
  });

  test("a route is an Ingress with the annotation that the controller reads, and without a class", () => {
    const ingress = octavia({ routes: [ROUTE] }).get(INGRESS);

    expect(ingress).toMatchObject({
      metadata: {
        name: "zeppelin.example.org",
        namespace: "spark",
        annotations: { "kubernetes.io/ingress.class": "openstack", "octavia.ingress.kubernetes.io/internal": "false" },
      },
      spec: {
        rule: [
          {
            host: "zeppelin.example.org",
            http: { path: [{ path: "/", path_type: "Prefix", backend: { service: { name: "zeppelin", port: { number: 8080 } } } }] },
          },
        ],
      },
    });
    expect(ingress["spec"]).not.toHaveProperty("ingress_class_name");
    expect(ingress["spec"]).not.toHaveProperty("tls");
  });

  test("custom: internal, for named networks only, with a certificate", () => {
    const template = octavia({
      floating: false,
      allowedCidrs: ["192.0.2.0/24", "198.51.100.0/24"],
      routes: [{ ...ROUTE, path: "/notebook/", tlsSecret: "zeppelin-tls" }],
    });

    expect(template.get(INGRESS)).toMatchObject({
      metadata: {
        annotations: {
          "octavia.ingress.kubernetes.io/internal": "true",
          "octavia.ingress.kubernetes.io/whitelist-source-range": "192.0.2.0/24,198.51.100.0/24",
        },
      },
      spec: { rule: [{ http: { path: [{ path: "/notebook/" }] } }], tls: [{ hosts: [ROUTE.host], secret_name: "zeppelin-tls" }] },
    });
  });

  test("wiring: rights, then controller, then a pause that only matters at destroy, then routes", () => {
    const template = octavia({ routes: [ROUTE] });
    const pause = template.one("terraform_data");

    expect(template.get("kubernetes_stateful_set_v1")["depends_on"]).toEqual([template.one("kubernetes_cluster_role_binding_v1").address]);
    expect(pause.attributes).toMatchObject({
      depends_on: [template.one("kubernetes_stateful_set_v1").address],
      provisioner: [{ "local-exec": { when: "destroy", command: 'node -e "setTimeout(() => {}, 120000)"' } }],
    });
    expect(template.get(INGRESS)["depends_on"]).toEqual([pause.address]);
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["kubernetes"], (stack) => {
      new OctaviaIngress(stack, "ingress", octaviaProps(stack, { routes: [ROUTE] }));
    });

    expect(template.paths(INGRESS)).toHaveLength(1);
  });

  test("ids stay what they are", () => {
    const { json } = octavia({ routes: [ROUTE] });
    const template = octavia({ routes: [ROUTE] });

    expect(
      Object.keys(json["resource"] as object)
        .flatMap((type) => template.paths(type))
        .sort(),
    ).toEqual([
      "ingress/controller/clean-up",
      "ingress/controller/cluster-role",
      "ingress/controller/cluster-role-binding",
      "ingress/controller/config",
      "ingress/controller/namespace",
      "ingress/controller/resource",
      "ingress/controller/service-account",
      "ingress/route-zeppelin.example.org",
    ]);
  });

  test("fails for Octavia's provider ovn, which has no layer 7", () => {
    expect(() => octavia({ octaviaProvider: "ovn" })).toThrow(
      new Error("kind must be traefik with Octavia's provider ovn, which has no layer 7 to route hosts, got 'octavia'"),
    );
  });

  test("fails for a certificate without Barbican", () => {
    expect(() => octavia({ barbican: false, routes: [{ ...ROUTE, tlsSecret: "zeppelin-tls" }] })).toThrow(
      new Error(
        "routes[0].tlsSecret needs Barbican, where kind octavia keeps certificates and which the site does not have, " +
          "got 'zeppelin-tls'; use kind traefik or leave it out",
      ),
    );
    expect(() => octavia({ barbican: false, routes: [ROUTE] })).not.toThrow();
  });

  test.each(["id", "secret"] as const)("fails for a literal %s", (field) => {
    expect(() =>
      synthStack((stack) => {
        const credentials = { ...credential(stack), [field]: "a-literal" };
        new OctaviaIngress(stack, "ingress", octaviaProps(stack, { credentials }));
      }),
    ).toThrow(
      new Error(`credentials.${field} is a literal and would be written into cdk.tf.json; pass the value of a sensitive TerraformVariable`),
    );
  });
});

describe("ingress of kind traefik", () => {
  test("defaults: two replicas behind one load balancer with a floating IP, and the default class", () => {
    expect(traefik().values()).toEqual({
      global: { checkNewVersion: false, sendAnonymousUsage: false },
      deployment: { replicas: 2 },
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      providers: { kubernetesIngress: { enabled: true }, kubernetesCRD: { enabled: false } },
      ingressClass: { enabled: true, isDefaultClass: true, name: "traefik" },
      service: {
        annotations: { "balancer.example.org/internal": "false" },
        spec: { type: "LoadBalancer" },
      },
    });
    expect(traefik().get("helm_release")).toMatchObject({
      chart: "traefik",
      namespace: traefik().ref("kubernetes_namespace_v1", "metadata[0].name"),
    });
  });

  test("custom: internal, for named networks only, values of the chart", () => {
    expect(traefik({ floating: false, allowedCidrs: ["192.0.2.0/24"], values: { deployment: { replicas: 3 } } }).values()).toMatchObject({
      deployment: { replicas: 3 },
      service: {
        annotations: { "balancer.example.org/internal": "true" },
        spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["192.0.2.0/24"] },
      },
    });
  });

  test("custom: its image comes from a mirror", () => {
    expect(traefik({ mirrors: { images: { "docker.io": "mirror.example.net" } } }).values()).toMatchObject({
      image: { registry: "mirror.example.net" },
    });
  });

  test("a route is an Ingress of the class, with its certificate as a Secret, after the release", () => {
    const template = traefik({ routes: [{ ...ROUTE, tlsSecret: "zeppelin-tls" }] });

    expect(template.get(INGRESS)).toMatchObject({
      spec: { ingress_class_name: "traefik", tls: [{ hosts: ["zeppelin.example.org"], secret_name: "zeppelin-tls" }] },
      depends_on: [template.one("helm_release").address],
    });
    expect(template.get(INGRESS)["metadata"]).toMatchObject({
      annotations: { "traefik.ingress.kubernetes.io/router.entrypoints": "websecure" },
    });
  });

  test("a route without a certificate is on the port of plain HTTP only", () => {
    expect(traefik({ routes: [ROUTE] }).get(INGRESS)["metadata"]).toMatchObject({
      annotations: { "traefik.ingress.kubernetes.io/router.entrypoints": "web" },
    });
  });

  test("needs no credential: the cluster's own controller makes the load balancer", () => {
    expect(traefik().paths("kubernetes_secret_v1")).toEqual([]);
    expect(traefik().paths("kubernetes_cluster_role_v1")).toEqual([]);
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["kubernetes", "helm"], (stack) => {
      new OctaviaIngress(stack, "ingress", {
        kind: "traefik",
        cluster: fakeCluster(),
        floating: true,
        routes: [ROUTE],
      });
    });

    expect(template.paths("helm_release")).toEqual(["ingress/traefik"]);
    expect(template.paths("kubernetes_namespace_v1")).toEqual(["ingress/namespace"]);
  });
});

describe("an ingress that is there already", () => {
  test("imported: its routes are Ingresses of its class, and nothing else is made", () => {
    const template = synthStack((stack) => {
      const ingress = OctaviaIngress.fromIngressClassName(stack, "ingress", "site");
      expect(ingress.ingressClassName).toBe("site");
      ingress.addRoute({ ...ROUTE, tlsSecret: "zeppelin-tls" });
    });

    expect(Object.keys(template.json["resource"] as object)).toEqual([INGRESS]);
    expect(template.get(INGRESS)).toMatchObject({
      metadata: { name: "zeppelin.example.org" },
      spec: { ingress_class_name: "site", tls: [{ hosts: ["zeppelin.example.org"], secret_name: "zeppelin-tls" }] },
    });
    expect(template.get(INGRESS)).not.toHaveProperty("depends_on");
  });
});

describe("routes of any kind", () => {
  test("two paths of a host lead to two services; the class is told to others", () => {
    const template = synthStack((stack) => {
      const ingress = new OctaviaIngress(stack, "traefik", {
        kind: "traefik",
        cluster: fakeCluster(),
        floating: true,
      });
      ingress.addRoute(ROUTE);
      ingress.addRoute({ ...ROUTE, path: "/api", service: "api" });
      expect(ingress.ingressClassName).toBe("traefik");
      expect(new OctaviaIngress(stack, "octavia", octaviaProps(stack)).ingressClassName).toBeUndefined();
    });

    expect(template.paths(INGRESS)).toHaveLength(2);
  });

  test("each has a name of its own that Kubernetes takes, for long hosts and several paths too", () => {
    const long = "long.".repeat(20);
    const template = traefik({
      routes: [
        ROUTE,
        ...["/api", "/api/", "/a/pi", "/a-pi"].map((path) => ({ ...ROUTE, path })),
        ...[`${long}one.example.org`, `${long}two.example.org`].map((host) => ({ ...ROUTE, host })),
      ],
    });
    const names = template.all(INGRESS).map(({ attributes }) => (attributes["metadata"] as { name: string }).name);

    expect(new Set(names).size).toBe(7);
    for (const name of names) expect(name).toMatch(/^(?=.{1,253}$)[a-z]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z]([a-z0-9-]{0,61}[a-z0-9])?)*$/);
  });

  test("fails for a host that is routed twice", () => {
    expect(() => traefik({ routes: [ROUTE, { ...ROUTE, service: "other" }] })).toThrow(
      new Error("routes[1].host must be routed once, got 'zeppelin.example.org' with path '/' twice"),
    );
  });

  test("fails for a service whose name Kubernetes would not take", () => {
    expect(() => traefik({ routes: [{ ...ROUTE, service: "my_service" }] })).toThrow(
      new Error(
        "routes[0].service must be an RFC 1035 label: a-z, 0-9 and '-', starting with a letter, a letter or digit last, at most 63 characters, " +
          "got 'my_service'; 'my-service' would do",
      ),
    );
  });
});
