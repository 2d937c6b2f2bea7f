import type { Project } from "../../projects";
import type { Check } from "./check";
import type { Outside } from "./notebooks";

/**
 * Looks whether mirrors would find the other clusters, and says which Secrets people have to make for them.
 *
 * @param project - the project
 * @param outside - what is asked
 * @returns none if the project has no mirrors
 */
export async function kafkaChecks({ kafka }: Pick<Project, "kafka">, { lookup }: Pick<Outside, "lookup">): Promise<Check[]> {
  const groups = (kafka?.mirrors ?? []).map(async ({ name, bootstrapServers, authentication, tls }, index): Promise<Check[]> => {
    const at = `kafka.mirrors[${index}]`;
    const hosts = bootstrapServers.map((server) => server.slice(0, server.lastIndexOf(":")));
    const found = await Promise.all([...new Set(hosts)].map((host) => hostCheck(`${at}.bootstrapServers ${host}`, host, lookup)));
    const secret = (field: string, secretName: string, key: string): Check => ({
      subject: `${at}.${field} ${secretName}`,
      result: "not checkable",
      detail: `mirror ${name} waits for it: kubectl --namespace kafka create secret generic ${secretName} --from-file=${key}=FILE`,
    });
    return [
      ...found,
      ...(authentication ? [secret("authentication.passwordSecret", authentication.passwordSecret, "password")] : []),
      ...(tls?.caSecret === undefined ? [] : [secret("tls.caSecret", tls.caSecret, "ca.crt")]),
    ];
  });
  return (await Promise.all(groups)).flat();
}

async function hostCheck(subject: string, host: string, lookup: Outside["lookup"]): Promise<Check> {
  try {
    return {
      subject,
      result: "ok",
      detail: `the DNS has ${(await lookup(host)).join(", ")}; the cluster must reach it and each of its brokers`,
    };
  } catch (error) {
    const { code = (error as Error).message } = error as NodeJS.ErrnoException;
    return { subject, result: "differs", detail: `the DNS has no address for it (${code}); correct it, or the mirror copies nothing` };
  }
}
