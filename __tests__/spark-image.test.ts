import * as fs from "node:fs";
import * as path from "node:path";
import { projectFiles } from "../environments";
import type { ProjectInput } from "../projects";

const root = path.join(__dirname, "..", "..");
const dockerfile = fs.readFileSync(path.join(root, "images", "spark", "Dockerfile"), "utf8");
const args = Object.fromEntries([...dockerfile.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name, value]) => [name!, value!]));

/**
 * Hadoop that a Spark is built with, and the AWS SDK that this Hadoop is built with.
 *
 * @see https://github.com/apache/spark/blob/v4.0.4/pom.xml (hadoop.version)
 * @see https://github.com/apache/hadoop/blob/rel/release-3.4.1/hadoop-project/pom.xml (aws-java-sdk-v2.version)
 */
const BUILT_WITH: Readonly<Record<string, { hadoop: string; awsSdk: string }>> = { "4.0.4": { hadoop: "3.4.1", awsSdk: "2.24.6" } };

/**
 * Major version of JupyterHub in chart 4.4.0.
 *
 * @see https://hub.jupyter.org/helm-chart/
 */
const HUB_MAJOR = "5";

describe("images/spark/Dockerfile", () => {
  test.each(Object.entries(projectFiles))("has the Spark of %s, whose image says so too", (_file, project) => {
    const { spark } = project as ProjectInput;

    expect(spark!.version).toBe(args["SPARK_VERSION"]);
    expect(spark!.image).toMatch(new RegExp(`:${spark!.version.replaceAll(".", "[.]")}$`));
    // What the Foundation publishes has no hadoop-aws, so that no s3a:// works.
    expect(spark!.image).not.toMatch(/apache\/spark/);
  });

  test("has hadoop-aws and the AWS SDK that belong to its Spark", () => {
    expect(BUILT_WITH[args["SPARK_VERSION"]!]).toEqual({ hadoop: args["HADOOP_VERSION"], awsSdk: args["AWS_SDK_VERSION"] });
    expect(dockerfile).toContain("hadoop-aws-${HADOOP_VERSION}.jar");
    expect(dockerfile).toContain("bundle-${AWS_SDK_VERSION}.jar");
  });

  test("has a JupyterHub of the hub's major version, and what reads data and shows pages", () => {
    expect(args["JUPYTERHUB_VERSION"]).toMatch(new RegExp(`^${HUB_MAJOR}[.]`));
    for (const name of ["jupyterhub", "jupyterlab", "jupyter-server-proxy", "pyarrow", "duckdb"]) {
      expect(dockerfile).toContain(`"${name}==\${${name.toUpperCase().replaceAll("-", "_")}_VERSION}"`);
    }
  });

  test("pins all that it installs", () => {
    const [, install = ""] = /pip3 install --no-cache-dir \\\n([\s\S]*?)\n\n/.exec(dockerfile) ?? [];
    const packages = [...install.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);

    expect(packages.length).toBeGreaterThan(4);
    expect(packages.filter((name) => !/^[\w-]+==\$\{\w+\}$/.test(name))).toEqual([]);
    expect(Object.values(args).filter((value) => !/^(\d+[.]\d+[.]\d+|https:.*)$/.test(value))).toEqual([]);
  });

  test("ends as the user whose id Spark's pods have", () => {
    expect(dockerfile.trimEnd().split("\n").at(-1)).toBe("USER 185");
  });
});
