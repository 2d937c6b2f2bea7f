import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import * as tls from "node:tls";
import { load } from "js-yaml";
import type { PodTrust } from "../constructs/contracts";
import { authorityFiles, podTrust } from "../constructs/kit/pod-trust";
import { gaiaDev } from "../environments/gaia-dev";
import { cumulus } from "../environments/sites/cumulus";
import { shellPod } from "../operate/shell/pod";
import { parseEnvironments, type ProjectInput, type SiteInput } from "../projects";
import { privateAuthority, withTls } from "./support/private-authority";
import { platformOf, problemsOf } from "./support/survey";
import type { Template } from "./support/synth";

const CERTIFICATES = `${tls.rootCertificates[0]!}\n${tls.rootCertificates[1]!}\n`;
const site: SiteInput = { ...cumulus, identity: { ...cumulus.identity, caCertificate: CERTIFICATES } };
const spark = {
  ...gaiaDev.spark!,
  objectStore: {},
  applications: [{ name: "pi", type: "Scala" as const, mainClass: "Pi", mainApplicationFile: "local:///pi.jar" }],
};
const project: ProjectInput = { ...gaiaDev, spark };
const IMAGE = spark.image;
const CONFIG = "kubernetes_config_map_v1";

/** What pods have that trust the authority, with the name of the ConfigMap as a template has it. */
function trustIn(template: Template): PodTrust {
  return podTrust(IMAGE, template.ref(CONFIG, "metadata[0].name", "spark/namespace-spark/authority"));
}

/** The executors' pod template of a ConfigMap. */
function podTemplate(template: Template, at: string): { readonly spec: Record<string, unknown> } {
  const { data } = template.get(CONFIG, at) as { data: Record<string, string> };
  return load(data["executor-pod-template.yaml"]!) as { spec: Record<string, unknown> };
}

describe("an object store whose authority is private", () => {
  const template = platformOf(project, site);
  const trust = trustIn(template);

  test("has its certificates in a ConfigMap, each in a file, because keytool reads the first of one", () => {
    const { data } = template.get(CONFIG, "spark/namespace-spark/authority") as { data: Record<string, string> };
    expect(Object.keys(data)).toEqual(["cloud-authority-1.pem", "cloud-authority-2.pem"]);
    expect(Object.values(data).map((pem) => pem.trim())).toEqual(tls.rootCertificates.slice(0, 2).map((pem) => pem.trim()));
  });

  test.each(["spark/namespace-spark/defaults", "notebooks/session"])("is trusted by executors of sessions: %s", (at) => {
    expect(podTemplate(template, at).spec).toMatchObject({
      initContainers: [trust.initContainer],
      containers: [{ name: "spark-kubernetes-executor", env: trust.env, volumeMounts: trust.volumeMounts }],
      volumes: trust.volumes,
    });
  });

  test("is trusted by drivers and executors of applications", () => {
    const [{ spec }] = template.values("spark/applications/resource")["applications"] as [{ spec: Record<string, unknown> }];
    const pod = { initContainers: [trust.initContainer], env: trust.env, volumeMounts: trust.volumeMounts };
    expect(spec).toMatchObject({ volumes: trust.volumes, driver: pod, executor: pod });
  });

  test("is trusted by notebooks", () => {
    const { singleuser } = template.values("notebooks/hub") as {
      singleuser: { initContainers: unknown; extraEnv: unknown; storage: { extraVolumes: object; extraVolumeMounts: object } };
    };
    expect(singleuser.initContainers).toEqual([trust.initContainer]);
    expect(singleuser.extraEnv).toMatchObject(Object.fromEntries(trust.env.map(({ name, value }) => [name, value])));
    expect(Object.values(singleuser.storage.extraVolumes)).toEqual(expect.arrayContaining([...trust.volumes]));
    expect(Object.values(singleuser.storage.extraVolumeMounts)).toEqual(expect.arrayContaining([...trust.volumeMounts]));
  });

  test("is trusted by shells", () => {
    const [parsed] = parseEnvironments({ "dev.ts": project }, { "s.ts": site });
    const { spec } = shellPod({ project: parsed!, spark: parsed!.spark!, namespace: "spark" }, "shell-1");
    const own = podTrust(IMAGE);
    expect(spec).toMatchObject({ initContainers: [own.initContainer], volumes: expect.arrayContaining([...own.volumes]) as unknown });
    expect(spec.containers[0]!.env).toEqual(expect.arrayContaining([...own.env]));
    expect(spec.containers[0]!.volumeMounts).toEqual(expect.arrayContaining([...own.volumeMounts]));
  });

  test.each<[string, ProjectInput, SiteInput]>([
    ["jobs have no object store", { ...project, spark: { ...spark, objectStore: undefined } }, site],
    ["every system trusts the cloud", project, cumulus],
    ["the store has no TLS", project, { ...site, objectStore: { ...site.objectStore!, endpoint: "http://s3.example.org" } }],
  ])("is nothing to pods where %s", (_what, each, at) => {
    expect(JSON.stringify(platformOf(each, at).json)).not.toContain("cloud-trust");
    const [parsed] = parseEnvironments({ "dev.ts": each }, { "s.ts": at });
    expect(JSON.stringify(shellPod({ project: parsed!, spark: parsed!.spark!, namespace: "spark" }, "shell-1"))).not.toContain(
      "cloud-trust",
    );
  });
});

describe("what would take its place is refused", () => {
  const OPTION = "-XX:+UseG1GC -Djavax.net.ssl.trustStore=/opt/own.jks";
  const by = "because pods trust the private authority of the object store by it (identity.caCertificate of a site)";
  test.each<[Partial<ProjectInput>, string]>([
    [
      { spark: { ...spark, conf: { "spark.executor.extraJavaOptions": OPTION } } },
      `spark.conf["spark.executor.extraJavaOptions"] must have no -Djavax.net.ssl.trustStore, ${by}, got '${OPTION}'; take that option out`,
    ],
    [
      { spark: { ...spark, conf: { "spark.kubernetes.driverEnv.AWS_CA_BUNDLE": "/ca.pem" } } },
      `spark.conf["spark.kubernetes.driverEnv.AWS_CA_BUNDLE"] must be left out, ${by}, got '/ca.pem'; leave it out`,
    ],
    [
      {
        spark: { ...spark, applications: [{ ...spark.applications[0]!, sparkConf: { "spark.executorEnv.JAVA_TOOL_OPTIONS": "-Xss1m" } }] },
      },
      `spark.applications[0].sparkConf["spark.executorEnv.JAVA_TOOL_OPTIONS"] must be left out, ${by}, got '-Xss1m'; leave it out`,
    ],
    [
      { notebooks: { ...gaiaDev.notebooks!, environment: { SSL_CERT_FILE: "/ca.pem" } } },
      "notebooks.environment.SSL_CERT_FILE must be left out, because notebooks trust the private authority of the object store by it (identity.caCertificate of a site)",
    ],
  ])("%#", (change, line) => {
    const wrong = { ...project, ...change };
    expect(problemsOf(wrong, site).map((problem) => problem.replace(/^\S+: /, ""))).toEqual([line]);
    expect(problemsOf(wrong, cumulus)).toEqual([]);
  });

  test("other options of JVMs are the user's", () => {
    expect(problemsOf({ ...project, spark: { ...spark, conf: { "spark.driver.extraJavaOptions": "-XX:+UseG1GC" } } }, site)).toEqual([]);
  });
});

const isThere = spawnSync("sh", ["-c", "command -v keytool && command -v openssl"]).status === 0;
if (!isThere) console.warn("trust of a JVM: skipped, because keytool or openssl is not on the PATH");

/** What lets a JVM that lives for half a second start in half of the time. */
const QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
const quickly = QUICK.map((option) => `-J${option}`);

(isThere ? describe : describe.skip)("what the init container writes", () => {
  let folder: string;
  let stop: () => void;
  let address: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "trust-"));
    const authority = privateAuthority(folder);
    const behind = http.createServer((_request, response) => response.end("no list of revoked certificates"));
    behind.listen(0, "127.0.0.1");
    await once(behind, "listening");
    const front = await withTls(authority, (behind.address() as AddressInfo).port);
    address = `https://127.0.0.1:${front.port}/`;
    stop = () => {
      front.stop();
      behind.closeAllConnections();
      behind.close();
    };
    const places = { "/etc/cloud-authority": path.join(folder, "authority"), "/etc/cloud-trust": path.join(folder, "trust") };
    const placed = (text: string): string => Object.entries(places).reduce((all, [from, to]) => all.replaceAll(from, to), text);
    for (const place of Object.values(places)) fs.mkdirSync(place);
    const files = authorityFiles(`${tls.rootCertificates[0]!}\n${authority.certificate}`);
    for (const [name, pem] of Object.entries(files)) fs.writeFileSync(path.join(places["/etc/cloud-authority"], name), pem);
    const trust = podTrust(IMAGE);
    const [, , script] = trust.initContainer["command"] as [string, string, string];
    const ran = spawnSync("sh", ["-c", placed(script)], {
      cwd: places["/etc/cloud-trust"],
      env: { ...process.env, JAVA_TOOL_OPTIONS: QUICK.join(" ") },
      encoding: "utf8",
    });
    expect(ran).toMatchObject({ status: 0 });
    env = Object.fromEntries(trust.env.map(({ name, value }) => [name, placed(value)]));
  }, 30_000);
  afterAll(() => stop?.());

  /** What a JVM says that asks for a list of revoked certificates: of its own accord keytool connects to nothing else. */
  async function asked(variables: Record<string, string>): Promise<string> {
    const child = spawn("keytool", [...quickly, "-printcrl", "-file", address], { env: { ...process.env, ...variables } });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (text += data.toString()));
    await once(child, "close");
    return text;
  }

  test("is trusted by a JVM, which without it does not trust the server", async () => {
    expect(await asked({})).toContain("PKIX path building failed");
    const trusted = await asked({ JAVA_TOOL_OPTIONS: env["JAVA_TOOL_OPTIONS"]! });
    expect(trusted).toContain("Picked up JAVA_TOOL_OPTIONS");
    expect(trusted).not.toContain("PKIX");
  }, 30_000);

  test("has the public authorities of the image's Java as well", () => {
    const count = (...store: string[]): number =>
      Number(/contains (\d+) entries/.exec(spawnSync("keytool", [...quickly, "-list", ...store], { encoding: "utf8" }).stdout)![1]);
    const own = count("-cacerts", "-storepass", "changeit");
    expect(own).toBeGreaterThan(50);
    expect(count("-keystore", path.join(folder, "trust", "cacerts"), "-storepass", "changeit")).toBe(own + 2);
  }, 30_000);

  test("has them for what reads PEM", async () => {
    const bundle = fs.readFileSync(env["SSL_CERT_FILE"]!, "utf8");
    expect(env["AWS_CA_BUNDLE"]).toBe(env["SSL_CERT_FILE"]);
    expect(bundle.endsWith(fs.readFileSync(path.join(folder, "ca.pem"), "utf8"))).toBe(true);
    const { port } = new URL(address);
    const socket = tls.connect({ host: "127.0.0.1", port: Number(port), ca: bundle });
    await once(socket, "secureConnect");
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });
});
