import type { NodeAllocatable } from "../contracts";
import { networkPluginTraits } from "../contracts/network-plugin";
import { NO_NETWORK, octaviaTraits } from "../contracts/octavia-provider";
import { composedNameProblem } from "../kit/composed-names";
import { dnsLabel, hostProblem, nameProblem } from "../kit/names";
import { problemsAt, type SettingProblem } from "../kit/setting-problem";
import { mirrorUser, poolsOf, topicObjectName } from "./kafka-names";
import { diskNeed, replicationOf, SEGMENT_DAYS, type KafkaSettings, type KafkaUser } from "./kafka-settings";

/** What decides whether Kafka can be as it is wanted. */
export interface KafkaMeans {
  /** Name of the node group of brokers. */
  readonly nodeGroup: string;
  /** What pods can have of a node of that group; undefined where that is not known. */
  readonly allocatable: Pick<NodeAllocatable, "cpu" | "memory"> | undefined;
  /** Octavia provider of the load balancers. */
  readonly octaviaProvider?: string | undefined;
  /** Network plugin of the cluster. */
  readonly networkPlugin?: string | undefined;
}

/** Settings of brokers and topics that follow from others, or that the operator makes. */
const OWN_CONFIG =
  /^(offsets\.topic\.replication\.factor|transaction\.state\.log\.(replication\.factor|min\.isr)|default\.replication\.factor|min\.insync\.replicas|num\.partitions|(log\.)?(retention\.(ms|minutes|hours|bytes)|roll\.(ms|hours)|segment\.ms)|(listeners|advertised|broker|listener|node|process|controller|authorizer|super|sasl|ssl|security|password|inter\.broker|log\.dir|zookeeper)([.].*|s)?)$/;

/**
 * Finds what cannot work in a Kafka cluster.
 *
 * @param settings - what it is to be
 * @param means - where it is to be
 */
export function kafkaProblems(settings: KafkaSettings, means: KafkaMeans): SettingProblem[] {
  return [
    ...nameProblems(settings),
    ...brokerProblems(settings, means),
    ...diskProblems(settings),
    ...accessProblems(settings.access, means),
    ...topicProblems(settings.topics),
    ...userProblems(settings),
    ...mirrorProblems(settings.mirrors),
    ...configProblems(["config"], settings.config),
  ];
}

function nameProblems({ name, brokers }: KafkaSettings): SettingProblem[] {
  const longest = Math.max(...poolsOf(brokers).map((pool) => pool.name.length));
  const message =
    nameProblem("service", name) ??
    composedNameProblem(name, [
      { what: "the Service of all brokers", form: "<name>-kafka-external-bootstrap", added: 25, limit: 63 },
      { what: "the Service of a broker", form: "<name>-<pool>-external-<number>", added: longest + 15, limit: 63 },
    ]);
  return message === undefined ? [] : [{ path: ["name"], message }];
}

function brokerProblems({ brokers }: KafkaSettings, { allocatable, nodeGroup }: KafkaMeans): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const { count, cores, memoryGiB, zones = [] } = brokers;
  if (allocatable) {
    const most = { cores: Math.floor(allocatable.cpu / 100) / 10, memoryGiB: Math.floor((allocatable.memory / 1024) * 10) / 10 };
    const got = { cores, memoryGiB };
    for (const [field, unit] of [
      ["cores", "cores"],
      ["memoryGiB", "GiB"],
    ] as const) {
      if (got[field] <= most[field]) continue;
      const message = `must be at most ${most[field]}, the ${unit} that a broker can have of a node of group '${nodeGroup}', got ${got[field]}`;
      problems.push({ path: ["brokers", field], message });
    }
  }
  if (zones.length > count) {
    const message = `must name at most ${count} zones for brokers.count ${count}, got ${zones.length}: ${zones.join(", ")}; take out the last ones`;
    problems.push({ path: ["brokers", "zones"], message });
  }
  for (const [index, zone] of zones.entries()) {
    const same = zones.findIndex((other) => dnsLabel(other) === dnsLabel(zone));
    if (same === index) continue;
    problems.push({
      path: ["brokers", "zones", index],
      message: `must differ from '${zones[same]}' in letters and digits, of which the names of claims are made, got '${zone}'`,
    });
  }
  return problems;
}

function diskProblems(settings: KafkaSettings): SettingProblem[] {
  const { count } = settings.brokers;
  const { parts, totalGiB, diskGiB } = diskNeed(settings);
  if (settings.diskGiB >= diskGiB) return [];
  const { factor } = replicationOf(count);
  const sum = parts.map(({ what, days, gibPerDay }) => `${gibPerDay} GiB a day x ${days + SEGMENT_DAYS} days of ${what}`).join(" + ");
  const message =
    `must be at least ${diskGiB}, got ${settings.diskGiB}: (${sum}) x ${factor} replicas are ${rounded(totalGiB)} GiB, and ${count} disks ` +
    `filled to nine tenths hold ${rounded(settings.diskGiB * count * 0.9)} GiB (a day more than retention, because messages go by whole segments); ` +
    "raise it, or lower retention";
  return [{ path: ["brokers", "disk", "sizeGiB"], message }];
}

const rounded = (gib: number): number => Math.round(gib * 10) / 10;

function accessProblems({ inside, outside }: KafkaSettings["access"], means: KafkaMeans): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const { octaviaProvider, networkPlugin } = means;
  if (inside !== "all" && inside.length > 0 && !networkPluginTraits(networkPlugin).enforcesPolicies) {
    const message = `must be "all" with network driver ${networkPlugin}, which enforces no policies, got ${inside.join(", ")}`;
    problems.push({ path: ["access", "inside"], message });
  }
  for (const [index, namespace] of (inside === "all" ? [] : inside).entries()) {
    const message = nameProblem("label", namespace);
    if (message !== undefined) problems.push({ path: ["access", "inside", index], message });
  }
  if (outside.kind === "none") return problems;
  const at = (field: string, message: string) => problems.push({ path: ["access", "outside", field], message });
  const { floating, allowedCidrs, host } = outside;
  const { allowedCidrs: restricts } = octaviaTraits(octaviaProvider);
  if (allowedCidrs?.length === 0) at("allowedCidrs", NO_NETWORK);
  else if (allowedCidrs && !restricts) {
    at(
      "allowedCidrs",
      `cannot be used with Octavia's provider ${octaviaProvider}, whose load balancers let everyone in; leave it out and set floating to false, ` +
        'or set cluster.labels.octavia_provider to "amphora" where the site has it',
    );
  } else if (floating && !allowedCidrs && restricts) {
    at("allowedCidrs", 'must be given with floating true, got nothing; ["0.0.0.0/0"] lets everyone try to log in');
  }
  if (floating && !restricts) {
    at("floating", `must be false with Octavia's provider ${octaviaProvider}, whose load balancers let everyone in, got true`);
  }
  const message = host === undefined ? undefined : hostProblem(host);
  if (message !== undefined) at("host", message);
  return problems;
}

function topicProblems(topics: KafkaSettings["topics"]): SettingProblem[] {
  return topics.flatMap(({ name, config = {} }, index): SettingProblem[] => {
    const first = topics.findIndex((other) => topicObjectName(other.name) === topicObjectName(name));
    const problems: SettingProblem[] = [];
    if (topicObjectName(name) === "") problems.push({ path: ["name"], message: `must have a letter or a digit, got '${name}'` });
    else if (first < index) {
      const message =
        topics[first]!.name === name
          ? `must be unique, got '${name}' twice`
          : `must differ from '${topics[first]!.name}' in more than capitals, '_' and '-', because both objects would be '${topicObjectName(name)}', got '${name}'`;
      problems.push({ path: ["name"], message });
    }
    return problemsAt(["topics", index], [...problems, ...configProblems(["config"], config)]);
  });
}

function userProblems({ users, mirrors }: KafkaSettings): SettingProblem[] {
  const taken = mirrors.map(({ name }) => mirrorUser(name));
  return users.flatMap(({ name, acls }, index): SettingProblem[] => {
    const fault = nameProblem("label", name);
    const problems: SettingProblem[] = [];
    if (fault !== undefined) problems.push({ path: ["name"], message: fault });
    else if (users.findIndex((other) => other.name === name) < index) {
      problems.push({ path: ["name"], message: `must be unique, got '${name}' twice` });
    } else if (taken.includes(name)) {
      problems.push({ path: ["name"], message: `must not be '${name}', the user of a mirror; 'user-${name}' would do` });
    }
    return problemsAt(["users", index], [...problems, ...acls.flatMap((acl, rule) => problemsAt(["acls", rule], aclProblems(acl)))]);
  });
}

function aclProblems({ resource, name }: KafkaUser["acls"][number]): SettingProblem[] {
  if (resource === "cluster" && name !== undefined) {
    return [{ path: ["name"], message: `must be left out for the cluster, of which there is one, got '${name}'` }];
  }
  return resource !== "cluster" && name === undefined
    ? [{ path: ["name"], message: `must be given for a ${resource}, got nothing; "*" is all of them` }]
    : [];
}

function mirrorProblems(mirrors: KafkaSettings["mirrors"]): SettingProblem[] {
  return mirrors.flatMap((mirror, index): SettingProblem[] => {
    const { name, topics, groups, authentication, tls } = mirror;
    const problems: SettingProblem[] = [];
    const fault = nameProblem("service", name, 40);
    if (fault !== undefined) problems.push({ path: ["name"], message: fault });
    else if (mirrors.findIndex((other) => other.name === name) < index) {
      problems.push({ path: ["name"], message: `must be unique, got '${name}' twice` });
    }
    for (const [field, pattern] of Object.entries({ topics, groups })) {
      if (pattern === undefined || isPattern(pattern)) continue;
      problems.push({ path: [field], message: `must be a regular expression, such as "ztf_[0-9]{8}_programid1", got '${pattern}'` });
    }
    if (authentication?.kind === "plain" && !tls) {
      const message =
        "must be given with authentication plain, whose password would go over the network as it is, got nothing; {} trusts public authorities";
      problems.push({ path: ["tls"], message });
    }
    return problemsAt(["mirrors", index], problems);
  });
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function configProblems(path: SettingProblem["path"], config: Readonly<Record<string, string>>): SettingProblem[] {
  return Object.keys(config)
    .filter((key) => OWN_CONFIG.test(key))
    .map((key) => ({
      path: [...path, key],
      message: "must be left out, because it follows from brokers, retention, partitions and access, or the operator sets it",
    }));
}
