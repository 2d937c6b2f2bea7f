// Values of a chart are read as they come.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call */
import type { TerraformStack } from "cdktf";
import { capacityFindings, capacityOf } from "../projects/capacity";
import { gaiaDev } from "../environments/gaia-dev";
import { gaiaProd } from "../environments/gaia-prod";
import { siteFiles } from "../environments";
import { InvalidEnvironments, parseEnvironments, type ProjectInput } from "../projects";
import { JupyterHub, type JupyterHubProps } from "../constructs/jupyter-hub/jupyter-hub";
import { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import { SparkHelmRelease } from "../constructs/spark/spark-helm-release";
import { answer } from "../cli/commands/capacity";
import { existingClass, FakeCluster, newApp, sensitive, synthStack, type Template } from "./support/synth";

const SHARED = existingClass("shared", ["ReadWriteMany", "ReadWriteOnce"], "Retain");
const BLOCK = existingClass("cinder", ["ReadWriteOnce"], "Delete");
const NODE_GROUP = { name: "spark", vcpus: 13, memoryMiB: 23040 };
const CLUSTER = new FakeCluster(newApp(), "cluster");

type Values = Readonly<Record<string, any>>;

type Changes = Partial<JupyterHubProps> | ((stack: TerraformStack) => Partial<JupyterHubProps>);

function hub(changes: Changes = {}, objectStore = false): Template {
  return synthStack((stack) => {
    const spark = new SparkHelmRelease(stack, "spark", {
      cluster: CLUSTER,
      nodeGroup: NODE_GROUP,
      image: "registry.example.org/gaia/spark:4.0.4",
      sparkVersion: "4.0.4",
      scratch: { storageClass: BLOCK, sizeGiB: 50 },
      executor: { cores: 5, memoryGiB: 5 },
      executors: { min: 1, max: 8 },
      quota: { cores: 52, memoryGiB: 90, pods: 440, scratchGiB: 500 },
      volumes: [{ name: "user", storageClass: SHARED, sizeGiB: 10, mountPath: "/user" }],
      objectStore: objectStore ? storeOf(stack) : undefined,
    });
    new JupyterHub(stack, "notebooks", {
      cluster: CLUSTER,
      jobs: spark.jobNamespace("spark")!,
      ingress: OctaviaIngress.fromIngressClassName(stack, "ingress", "nginx"),
      host: "notebooks.example.org",
      tlsSecret: "notebooks-tls",
      login: { kind: "github", clientId: "id" },
      allowedUsers: ["alice"],
      secrets: { client: sensitive(stack, "client"), cookie: sensitive(stack, "cookie"), revision: 3 },
      nodeGroup: NODE_GROUP,
      sizes: [{ name: "small", cores: { request: 1, limit: 4 }, memoryGiB: { request: 2, limit: 8 } }],
      users: 4,
      home: { kind: "shared", storageClass: SHARED, sizeGiB: 100 },
      database: BLOCK,
      executors: { min: 0, max: 3 },
      ...(typeof changes === "function" ? changes(stack) : changes),
    });
  });
}

function storeOf(stack: TerraformStack) {
  return {
    endpoint: "https://s3.example.org",
    region: "default",
    accessKey: sensitive(stack, "ak"),
    secretKey: sensitive(stack, "sk"),
    revision: 1,
  };
}

const values = (template: Template): Values => template.values("notebooks/hub");

describe("secrets", () => {
  test("are in write-only Secrets alone, which the hub reads at start", () => {
    const template = hub();
    const secret = template.get("kubernetes_secret_v1", "notebooks/secret");

    expect(secret).toMatchObject({ data_wo: { "hub.config.JupyterHub.cookie_secret": "${var.cookie}" }, data_wo_revision: 3 });
    expect(template.get("kubernetes_secret_v1", "notebooks/client-secret")).toMatchObject({
      metadata: { name: "notebook-hub-github" },
      data_wo: { OAUTH_CLIENT_SECRET: "${var.client}" },
      data_wo_revision: 3,
    });
    const { hub: made } = values(template);
    expect(made.existingSecret).toMatch(/^\$\{kubernetes_secret_v1\.notebooks_secret_/);
    expect(made.annotations).toEqual({ "cdktf-magnum/credentials-revision": "3" });
    expect(JSON.stringify(template.all("helm_release"))).not.toMatch(/var\.(client|cookie)/);
  });

  test("a login that changes has a Secret of its own, which is written whatever the revision is", () => {
    const template = hub({ login: { kind: "gitlab", clientId: "hub" } });

    expect(template.get("kubernetes_secret_v1", "notebooks/client-secret")).toMatchObject({ metadata: { name: "notebook-hub-gitlab" } });
    expect(values(template)["hub"].extraEnv.OAUTH_CLIENT_SECRET.valueFrom.secretKeyRef.name).toBe("notebook-hub-gitlab");
  });

  test("own accounts have no client secret", () => {
    const template = hub((stack) => ({
      login: { kind: "native" },
      allowedUsers: [],
      admins: ["ada"],
      secrets: { cookie: sensitive(stack, "own"), revision: 1 },
    }));

    expect(template.get("kubernetes_secret_v1", "notebooks/secret")["data_wo"]).toEqual({
      "hub.config.JupyterHub.cookie_secret": "${var.own}",
    });
    expect(values(template)["hub"]).not.toHaveProperty("extraEnv");
    expect(values(template)["hub"].config.NativeAuthenticator).toMatchObject({ open_signup: false, enable_signup: true });
  });

  test("literals are refused", () => {
    const refused = (secrets: (token: string) => Partial<JupyterHubProps["secrets"]>) => () =>
      hub((stack) => ({ secrets: { revision: 1, cookie: "", ...secrets(sensitive(stack, "token")) } }));
    expect(refused((cookie) => ({ client: "literal", cookie }))).toThrow("secrets.client is a literal");
    expect(refused((client) => ({ client, cookie: "literal" }))).toThrow("secrets.cookie is a literal");
    expect(refused((cookie) => ({ cookie }))).toThrow("secrets.client must be given with login github");
  });
});

describe("login", () => {
  const config = (changes: Partial<JupyterHubProps>) => values(hub(changes))["hub"].config as Values;

  test("an issuer is asked at start, three addresses are not", () => {
    const common = { kind: "oidc", clientId: "id", groupsClaim: "groups" } as const;
    const asked = values(hub({ login: { ...common, issuer: "https://iam.example.org/" }, allowedGroups: ["gaia"] }));
    expect(asked["custom"]).toEqual({ issuer: "https://iam.example.org/" });
    expect(asked["hub"].extraConfig["10-issuer"]).toContain("/.well-known/openid-configuration");
    expect(asked["hub"].config.GenericOAuthenticator).toMatchObject({
      manage_groups: true,
      auth_state_groups_key: "oauth_user.groups",
      allowed_groups: ["gaia"],
      oauth_callback_url: "https://notebooks.example.org/hub/oauth_callback",
    });

    const urls = { authorizeUrl: "https://a.example.org", tokenUrl: "https://b.example.org", userdataUrl: "https://c.example.org" };
    const given = values(hub({ login: { ...common, ...urls } }));
    expect(given["hub"].extraConfig).toEqual({});
    expect(given["hub"].config.GenericOAuthenticator).toMatchObject({ authorize_url: urls.authorizeUrl, userdata_url: urls.userdataUrl });
  });

  test("groups are what each provider calls so", () => {
    expect(config({ login: { kind: "github", clientId: "id" }, allowedGroups: ["org:team"] })["GitHubOAuthenticator"]).toMatchObject({
      allowed_organizations: ["org:team"],
      scope: ["read:org"],
    });
    expect(
      config({ login: { kind: "gitlab", clientId: "id", url: "https://git.example.org" }, allowedGroups: ["g"] })["GitLabOAuthenticator"],
    ).toMatchObject({ allowed_gitlab_groups: ["g"], gitlab_url: "https://git.example.org", scope: ["read_api"] });
  });

  test("nobody is let in whom nobody has named", () => {
    expect(config({})["Authenticator"]).toEqual({ admin_users: [], allowed_users: ["alice"] });
    expect(() => hub({ allowedUsers: [] })).toThrow("allowedUsers must name somebody");
    expect(() => hub({ login: { kind: "native" }, allowedUsers: [] })).toThrow("admins must name somebody with login native");
    expect(() => hub({ login: { kind: "native" }, allowedUsers: ["bob"], admins: ["ada"] })).toThrow(
      "allowedUsers must be left out with login native",
    );
    expect(() => hub({ allowedUsers: ["Alice"] })).toThrow("allowedUsers[0] must be in lower case");
    expect(() => hub({ login: { kind: "oidc", clientId: "id", issuer: "https://i.example.org" }, allowedGroups: ["g"] })).toThrow(
      "allowedGroups must be left out without login.groupsClaim",
    );
  });
});

describe("notebooks", () => {
  test("have the image, data, account and settings of jobs, and keys of the object store", () => {
    const { singleuser } = values(hub({}, true));
    expect(singleuser.image).toEqual({ name: "registry.example.org/gaia/spark", tag: "4.0.4" });
    expect(singleuser.serviceAccountName).toMatch(/^\$\{kubernetes_service_account_v1/);
    expect(singleuser.storage.extraVolumeMounts).toMatchObject({
      user: { mountPath: "/user" },
      session: { mountPath: "/opt/spark/conf", readOnly: true },
    });
    expect(singleuser.extraEnv.AWS_SECRET_ACCESS_KEY.valueFrom.secretKeyRef.key).toBe("AWS_SECRET_ACCESS_KEY");
    const data = hub().get("kubernetes_config_map_v1", "notebooks/session")["data"] as Record<string, string>;
    expect(data["spark-defaults.conf"]).toContain("spark.dynamicAllocation.maxExecutors=3\nspark.dynamicAllocation.minExecutors=0\n");
    expect(data["spark-defaults.conf"]).toContain("spark.driver.host=$${env:POD_IP}\n");
  });

  test("are restricted, without the chart's privileged container", () => {
    const made = values(hub());
    expect(made["singleuser"].cloudMetadata).toEqual({ blockWithIptables: false });
    expect(made["hub"].config.KubeSpawner).toMatchObject({
      container_security_context: { runAsNonRoot: true, capabilities: { drop: ["ALL"] }, seccompProfile: { type: "RuntimeDefault" } },
      delete_pvc: false,
    });
    expect(made["prePuller"]).toEqual({ hook: { enabled: false }, continuous: { enabled: false } });
  });

  test("sizes are those that users choose from, the first by default", () => {
    const sizes = [
      { name: "small", cores: { request: 1 }, memoryGiB: { request: 2 } },
      { name: "gpu", cores: { request: 2, limit: 4 }, memoryGiB: { request: 4, limit: 8 }, gpu: 2 },
    ];
    const { singleuser } = values(hub({ sizes, nodeGroup: { ...NODE_GROUP, gpus: 2 } }));
    expect(singleuser.memory).toEqual({ guarantee: "2G", limit: "2G" });
    expect(singleuser.profileList.map(({ default: first, slug }: Values) => [slug, first])).toEqual([
      ["small", true],
      ["gpu", false],
    ]);
    expect(singleuser.profileList[1].kubespawner_override).toMatchObject({
      mem_limit: "8G",
      extra_resource_limits: { "nvidia.com/gpu": "2" },
    });
    expect(() => hub({ sizes })).toThrow("sizes[1].gpu must be at most 0, the GPUs of a node of group 'spark', got 2");
    expect(() => hub({ sizes: [{ name: "a", cores: { request: 14 }, memoryGiB: { request: 99 } }] })).toThrow(
      /sizes\[0\]\.cores\.request must be at most 13.*\nsizes\[0\]\.memoryGiB\.request must be at most 2/,
    );
    expect(() => hub({ sizes: [{ name: "a", cores: { request: 2, limit: 1 }, memoryGiB: { request: 1 } }] })).toThrow(
      "sizes[0].cores.limit must be at least the request 2, got 1",
    );
  });

  test("kernels and notebooks end when they are idle, or never", () => {
    const made = values(hub({ idleHours: 2 }));
    expect(made["cull"]).toEqual({ enabled: true, timeout: 7200, every: 600, maxAge: 0 });
    expect(made["singleuser"].extraFiles.jupyter.data.MappingKernelManager).toMatchObject({
      cull_idle_timeout: 7200,
      cull_connected: true,
    });
    expect(values(hub({ idleHours: 0 }))["cull"]).toEqual({ enabled: false });
  });

  test("variables of the hub's own are refused", () => {
    expect(values(hub({ environment: { PROJECT: "gaia" } }))["singleuser"].extraEnv.PROJECT).toBe("gaia");
    expect(() => hub({ environment: { POD_IP: "1" } })).toThrow("environment.POD_IP must be left out");
  });
});

describe("homes", () => {
  test("one claim that stays, with a folder for each user, or a claim each", () => {
    const shared = hub();
    expect(values(shared)["singleuser"].storage).toMatchObject({
      type: "static",
      static: { pvcName: "notebook-homes", subPath: "home/{username}" },
    });
    expect(shared.values("notebooks/prerequisites")["homes"]).toMatchObject({ name: "notebook-homes", sizeGiB: 100 });
    const each = hub({ home: { kind: "claim", storageClass: BLOCK, sizeGiB: 20 } });
    expect(values(each)["singleuser"].storage).toMatchObject({
      type: "dynamic",
      capacity: "20Gi",
      dynamic: { storageClass: "cinder", storageAccessModes: ["ReadWriteOnce"] },
    });
    expect(each.values("notebooks/prerequisites")).not.toHaveProperty("homes");
    expect(() => hub({ home: { kind: "shared", storageClass: BLOCK, sizeGiB: 20 } })).toThrow("home.storageClass must offer ReadWriteMany");
  });

  test("are guarded from other sessions where Kubernetes has admission policies", () => {
    expect(hub().values("notebooks/prerequisites")["guard"]).toMatchObject({
      user: "system:serviceaccount:spark:spark",
      claims: ["notebook-homes", "hub-db-dir"],
      secrets: ["hub", "notebook-hub", "notebook-hub-github", "notebooks-tls"],
    });
    const old = new FakeCluster(newApp(), "cluster", "1.29.6");
    expect(hub({ cluster: old }).values("notebooks/prerequisites")).not.toHaveProperty("guard");
  });
});

describe("network policies", () => {
  const network = { plugin: "calico", nodeCidr: "10.0.0.0/20" };

  test("let through what a session needs and no more", () => {
    const { singleuser } = values(hub({ network: { ...network, objectStore: "https://10.1.2.3:6780" } }));
    const executors = { podSelector: { matchLabels: { "spark-role": "executor" } } };
    expect(singleuser.networkPolicy).toEqual({
      ingress: [{ from: [executors], ports: [{ port: 7078, endPort: 7095 }] }],
      egress: [
        { to: [executors] },
        { to: [{ ipBlock: { cidr: "10.0.0.0/20" } }], ports: [{ port: 6443 }, { port: 443 }] },
        { to: [{ ipBlock: { cidr: "10.1.2.3/32" } }], ports: [{ port: 6780 }] },
      ],
    });
  });

  test("let Prometheus read the numbers of the first session, and nothing of its namespace anything else", () => {
    const watched = hub((stack) => ({ network, metrics: { token: sensitive(stack, "metrics"), revision: 1, namespace: "monitoring" } }));
    expect(values(watched)["singleuser"].networkPolicy.ingress.slice(1)).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
            podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
          },
        ],
        ports: [{ port: 4040 }],
      },
    ]);
  });

  test("are not written where nothing enforces them, and Cilium has one of its own for the API server", () => {
    for (const made of [values(hub({ network: { ...network, plugin: "flannel" } })), values(hub())]) {
      expect([made["hub"], made["proxy"].chp, made["singleuser"]].map(({ networkPolicy }: Values) => networkPolicy)).toEqual(
        Array.from({ length: 3 }, () => ({ enabled: false })),
      );
    }
    expect(hub({ network: { ...network, plugin: "cilium" } }).values("notebooks/prerequisites")["cilium"]).toBe(true);
    expect(hub({ network }).values("notebooks/prerequisites")["cilium"]).toBe(false);
  });
});

describe("in a project's file", () => {
  const refusals = (changes: Partial<NonNullable<ProjectInput["notebooks"]>>, project: ProjectInput = gaiaDev): string[] => {
    try {
      parseEnvironments({ "mine.ts": { ...project, notebooks: { ...project.notebooks!, ...changes } } }, siteFiles);
      return [];
    } catch (error) {
      if (!(error instanceof InvalidEnvironments)) throw error;
      return error.problems.map(({ path, message }) => `${path.join(".")} ${message}`);
    }
  };
  const oidc = { kind: "oidc", clientId: "id" } as const;

  test.each<[string, Partial<NonNullable<ProjectInput["notebooks"]>>, RegExp]>([
    ["another image than executors have", { image: "other:1" }, /^notebooks\.image must be spark\.image/],
    ["a namespace without jobs", { namespace: "elsewhere" }, /^notebooks\.namespace must be a job namespace/],
    [
      "a node group that is not there",
      { nodeGroup: "gpu" },
      /^notebooks\.nodeGroup must be a node group \(default-worker, spark, notebooks\)/,
    ],
    ["the host of a route", { host: "zeppelin.gaia-dev.aglais.uk" }, /^notebooks\.host must be a host of its own.*ingress\.routes\[0\]/],
    ["more executors than are proved", { executors: { max: 30 } }, /^notebooks\.executors\.max must be at most spark\.executors\.max 29/],
    [
      "an issuer and addresses",
      { login: { ...oidc, issuer: "https://i.example.org", tokenUrl: "https://t.example.org" }, allowedGroups: [], allowedUsers: ["a"] },
      /^notebooks\.login\.tokenUrl must be left out beside issuer/,
    ],
    ["no address", { login: oidc, allowedGroups: [], allowedUsers: ["a"] }, /^notebooks\.login\.issuer must be given, or authorizeUrl/],
    [
      "a class that is not there",
      { home: { kind: "claim", storageClass: "ssd", sizeGiB: 1 } },
      /^notebooks\.home\.storageClass must be a class of storage\.block/,
    ],
    [
      "more users than fit",
      { users: 21 },
      /^notebooks\.users must be at most 20, got 21: group 'notebooks' has at its largest 2 nodes of 10 notebooks/,
    ],
  ])("%s is refused", (_what, changes, expected) => {
    const found = refusals(changes);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  test("passwords go over TLS but for tier dev, and homes stay in prod", () => {
    expect(refusals({ tlsSecret: undefined })).toEqual([]);
    expect(refusals({ tlsSecret: undefined }, gaiaProd)[0]).toMatch(/^notebooks\.tlsSecret must be given in tier prod/);
    expect(refusals({ home: { kind: "claim", storageClass: "cinder", sizeGiB: 10 } }, gaiaProd)).toEqual([
      `notebooks.home.storageClass must have reclaimPolicy Retain in tier prod, where homes stay whatever is deleted, got "cinder"; "cinder-retain" has it`,
    ]);
    expect(refusals({ home: { kind: "claim", storageClass: "cinder-retain", sizeGiB: 10 } }, gaiaProd)).toEqual([]);
  });

  test("a certificate needs Barbican with kind octavia", () => {
    const project: ProjectInput = { ...gaiaDev, ingress: { kind: "octavia" }, spark: { ...gaiaDev.spark!, uiHost: undefined } };
    expect(refusals({}, project)).toEqual([
      `notebooks.tlsSecret needs Barbican, where ingress.kind octavia keeps certificates and which site cumulus does not have, got "notebooks-tls"; set ingress.kind to "traefik"`,
    ]);
    expect(refusals({ tlsSecret: undefined }, project)).toEqual([]);
  });

  test("a volume of Spark where notebooks have something of their own is refused", () => {
    const volumes = [{ name: "home", sizeGiB: 1, mountPath: "/home/spark/data" }];
    expect(refusals({}, { ...gaiaDev, spark: { ...gaiaDev.spark!, volumes } })).toEqual([
      "spark.volumes.0.name must not be 'home', which notebooks have for themselves; 'data-home' would do",
      "spark.volumes.0.mountPath must be outside /home/spark, the home of notebooks, got '/home/spark/data'; '/data/home' would do",
    ]);
  });
});

describe("capacity", () => {
  const projects = parseEnvironments({ "environments/gaia-dev.ts": gaiaDev }, siteFiles);

  test("20 more users are asked about without a change of the file", () => {
    const { output, errors } = answer(["gaia-dev"], { users: "+20" }, projects);
    expect(output).toMatch(/^small .* 28 +does not fit$/m);
    expect(errors).toEqual([expect.stringMatching(/notebooks\.users must be at most 20, got 28/)]);
    expect(answer(["gaia-dev"], { users: "20" }, projects).errors).toEqual([]);
    expect(() => answer(["gaia-dev"], { users: "many" }, projects)).toThrow("--users must be a whole number of at least 1");
  });

  test("a size that not everybody can have is a warning, and homes with a claim each count against the nodes and the quota", () => {
    const read = (notebooks: Partial<NonNullable<ProjectInput["notebooks"]>>) =>
      parseEnvironments({ "mine.ts": { ...gaiaDev, notebooks: { ...gaiaDev.notebooks!, ...notebooks } } }, siteFiles)[0]!;
    const twelve = read({ users: 12 });
    expect(capacityFindings(twelve, capacityOf(twelve, twelve.site)).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^is 12, of whom 10 can have size 'large'/),
    ]);
    const claims = read({ home: { kind: "claim", storageClass: "cinder", sizeGiB: 20 } });
    const capacity = capacityOf(claims, claims.site);
    expect(capacity.notebooks!.sizes[0]!.requests).toMatchObject({ volumes: 1, cpu: 1000, memory: 2048 });
    expect(capacity.needs.max.volumes).toContainEqual({ what: "homes of notebooks", amount: 8 });
    expect(capacity.needs.min.volumes).not.toContainEqual(expect.objectContaining({ what: "homes of notebooks" }));
  });

  test("beside the jobs of the same group users count as well", () => {
    const beside = (users: number) => {
      const input = { ...gaiaDev, quota: undefined, notebooks: { ...gaiaDev.notebooks!, nodeGroup: "spark", users } };
      try {
        parseEnvironments({ "mine.ts": input }, siteFiles);
        return "fits";
      } catch (error) {
        return String(error);
      }
    };
    expect(beside(4)).toBe("fits");
    expect(beside(40)).toMatch(/notebooks\.users must be at most \d+, got 40/);
  });
});
