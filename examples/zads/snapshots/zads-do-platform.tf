terraform {
  required_version = ">= 1.11.0"

  backend "http" {
    address        = "https://gitlab.example.org/api/v4/projects/1/terraform/state/zads-do-platform"
    lock_address   = "https://gitlab.example.org/api/v4/projects/1/terraform/state/zads-do-platform/lock"
    lock_method    = "POST"
    unlock_address = "https://gitlab.example.org/api/v4/projects/1/terraform/state/zads-do-platform/lock"
    unlock_method  = "DELETE"
  }

  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "2.99.1"
    }
    helm = {
      source  = "helm"
      version = "3.1.1"
    }
    kubernetes = {
      source  = "kubernetes"
      version = "2.38.0"
    }
  }
}

provider "digitalocean" {}

provider "helm" {
  kubernetes = {
    cluster_ca_certificate = base64decode(data.digitalocean_kubernetes_cluster.cluster_resource_9691C40B.kube_config[0].cluster_ca_certificate)
    host                   = data.digitalocean_kubernetes_cluster.cluster_resource_9691C40B.kube_config[0].host
    token                  = data.digitalocean_kubernetes_cluster.cluster_resource_9691C40B.kube_config[0].token
  }
}

provider "kubernetes" {
  cluster_ca_certificate = base64decode(data.digitalocean_kubernetes_cluster.cluster_resource_9691C40B.kube_config[0].cluster_ca_certificate)
  host                   = data.digitalocean_kubernetes_cluster.cluster_resource_9691C40B.kube_config[0].host
  token                  = data.digitalocean_kubernetes_cluster.cluster_resource_9691C40B.kube_config[0].token
}

variable "monitoring_admin_secret" {
  description = "password of Grafana's administrator"
  type        = string
  ephemeral   = true
  sensitive   = true
}

data "digitalocean_kubernetes_cluster" "cluster_resource_9691C40B" {
  name = "zads-do"
}

data "digitalocean_nfs" "share_resource_51174124" {
  name   = "zads-do"
  region = "sfo3"
}

resource "terraform_data" "digitalocean-volumes_fast_reclaim-policy_CDD47E40" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "digitalocean-volumes_fast_resource_95418FCE" {
  allow_volume_expansion = true
  parameters = {
    "csi.storage.k8s.io/fstype" = "ext4"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "dobs.csi.digitalocean.com"
  volume_binding_mode = "WaitForFirstConsumer"

  metadata {
    name = "fast"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.digitalocean-volumes_fast_reclaim-policy_CDD47E40]
  }
}

resource "terraform_data" "digitalocean-volumes_kept_reclaim-policy_576345D6" {
  input = "Retain"
}

resource "kubernetes_storage_class_v1" "digitalocean-volumes_kept_resource_38E5C060" {
  allow_volume_expansion = true
  parameters = {
    "csi.storage.k8s.io/fstype" = "ext4"
  }
  reclaim_policy      = "Retain"
  storage_provisioner = "dobs.csi.digitalocean.com"
  volume_binding_mode = "WaitForFirstConsumer"

  metadata {
    name = "kept"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.digitalocean-volumes_kept_reclaim-policy_576345D6]
  }
}

resource "kubernetes_namespace_v1" "ingress_namespace_B555FE22" {
  metadata {
    name = "traefik"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "helm_release" "ingress_traefik_652DA793" {
  name            = "traefik"
  namespace       = kubernetes_namespace_v1.ingress_namespace_B555FE22.metadata[0].name
  repository      = "https://traefik.github.io/charts"
  chart           = "traefik"
  version         = "41.3.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      global:
        checkNewVersion: false
        sendAnonymousUsage: false
      deployment:
        replicas: 2
      podDisruptionBudget:
        enabled: true
        maxUnavailable: 1
      providers:
        kubernetesIngress:
          enabled: true
        kubernetesCRD:
          enabled: false
      ingressClass:
        enabled: true
        isDefaultClass: true
        name: traefik
      service:
        annotations:
          service.beta.kubernetes.io/do-loadbalancer-type: REGIONAL_NETWORK
          service.beta.kubernetes.io/do-loadbalancer-network: EXTERNAL
        spec:
          type: LoadBalancer
          loadBalancerSourceRanges:
            - 198.51.100.0/24
    EOT
  ]
  wait = true
}

resource "kubernetes_namespace_v1" "monitoring_namespace_64E21CF9" {
  metadata {
    name = "monitoring"
    labels = {
      "pod-security.kubernetes.io/enforce" = "privileged"
      "pod-security.kubernetes.io/warn"    = "privileged"
    }
  }
}

resource "kubernetes_ingress_v1" "ingress_route-statuszadsexampleorg_62C9845F" {
  metadata {
    name      = "status.zads.example.org"
    namespace = kubernetes_namespace_v1.monitoring_namespace_64E21CF9.metadata[0].name
    annotations = {
      "traefik.ingress.kubernetes.io/router.entrypoints" = "websecure"
    }
  }

  spec {
    ingress_class_name = "traefik"

    rule {
      host = "status.zads.example.org"

      http {
        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "kube-prometheus-stack-grafana"

              port {
                number = 80
              }
            }
          }
        }
      }
    }

    tls {
      hosts       = ["status.zads.example.org"]
      secret_name = "status-tls"
    }
  }

  depends_on = [helm_release.ingress_traefik_652DA793]
}

resource "kubernetes_namespace_v1" "kafka_namespace_ACFF9B29" {
  metadata {
    name = "kafka"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "kubernetes_namespace_v1" "kafka_operator-namespace_F787CB4C" {
  metadata {
    name = "strimzi"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "helm_release" "kafka_operator_2CA9CCDC" {
  name            = "strimzi-kafka-operator"
  namespace       = kubernetes_namespace_v1.kafka_operator-namespace_F787CB4C.metadata[0].name
  repository      = "oci://quay.io/strimzi-helm"
  chart           = "strimzi-kafka-operator"
  version         = "1.2.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      watchNamespaces:
        - "${kubernetes_namespace_v1.kafka_namespace_ACFF9B29.metadata[0].name}"
      extraEnvs:
        - name: STRIMZI_POD_SECURITY_PROVIDER_CLASS
          value: restricted
    EOT
  ]
  wait = true
}

resource "helm_release" "kafka_cluster_4FCB1297" {
  name            = "kafka"
  namespace       = kubernetes_namespace_v1.kafka_namespace_ACFF9B29.metadata[0].name
  chart           = "./assets/kafka_chart_2FEA407D/7435E28DC55B735A485CFC1021C8253D"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      cluster: alerts
      objects:
        - kind: KafkaNodePool
          name: dual
          spec:
            replicas: 3
            roles:
              - controller
              - broker
            storage:
              type: jbod
              volumes:
                - id: 0
                  type: persistent-claim
                  size: 200Gi
                  class: "${kubernetes_storage_class_v1.digitalocean-volumes_kept_resource_38E5C060.metadata[0].name}"
                  deleteClaim: true
                  kraftMetadata: shared
            resources:
              requests:
                cpu: 1000m
                memory: 4096Mi
              limits:
                memory: 4096Mi
            jvmOptions:
              -Xms: 2048m
              -Xmx: 2048m
            template:
              pod:
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                        - matchExpressions:
                            - key: cdktf-magnum/node-group
                              operator: In
                              values:
                                - kafka
                  podAntiAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      - topologyKey: kubernetes.io/hostname
                        labelSelector:
                          matchLabels:
                            strimzi.io/cluster: alerts
                            strimzi.io/name: alerts-kafka
        - kind: Kafka
          name: alerts
          spec:
            kafka:
              version: 4.3.1
              authorization:
                type: simple
              listeners:
                - name: tls
                  port: 9093
                  type: internal
                  tls: true
                  authentication:
                    type: tls
                  networkPolicyPeers:
                    - podSelector: {}
                    - namespaceSelector:
                        matchLabels:
                          kubernetes.io/metadata.name: alerts
                - name: scram
                  port: 9095
                  type: internal
                  tls: true
                  authentication:
                    type: scram-sha-512
                  networkPolicyPeers:
                    - podSelector: {}
                    - namespaceSelector:
                        matchLabels:
                          kubernetes.io/metadata.name: alerts
                - name: external
                  port: 9094
                  type: loadbalancer
                  tls: true
                  authentication:
                    type: scram-sha-512
                  configuration:
                    externalTrafficPolicy: Cluster
                    loadBalancerSourceRanges:
                      - 198.51.100.0/24
                      - 203.0.113.0/24
                    finalizers:
                      - service.kubernetes.io/load-balancer-cleanup
                    bootstrap:
                      alternativeNames:
                        - alerts.zads.example.org
                      annotations:
                        service.beta.kubernetes.io/do-loadbalancer-type: REGIONAL_NETWORK
                        service.beta.kubernetes.io/do-loadbalancer-network: EXTERNAL
                    perBrokerAnnotationsTemplate:
                      service.beta.kubernetes.io/do-loadbalancer-type: REGIONAL_NETWORK
                      service.beta.kubernetes.io/do-loadbalancer-network: EXTERNAL
              config:
                offsets.topic.replication.factor: 3
                transaction.state.log.replication.factor: 3
                transaction.state.log.min.isr: 2
                default.replication.factor: 3
                min.insync.replicas: 2
                num.partitions: 16
                log.retention.hours: 168
                log.roll.hours: 24
              metricsConfig:
                type: strimziMetricsReporter
                values:
                  allowList:
                    - kafka_log.*
                    - kafka_network.*
                    - kafka_server.*
                    - kafka_controller.*
            entityOperator:
              topicOperator:
                resources:
                  requests:
                    cpu: 100m
                    memory: 512Mi
                  limits:
                    memory: 512Mi
              userOperator:
                resources:
                  requests:
                    cpu: 100m
                    memory: 512Mi
                  limits:
                    memory: 512Mi
            kafkaExporter:
              topicRegex: .*
              groupRegex: .*
              resources:
                requests:
                  cpu: 100m
                  memory: 128Mi
                limits:
                  memory: 256Mi
    EOT
  ]
  wait = true

  depends_on = [helm_release.kafka_operator_2CA9CCDC]
}

resource "helm_release" "kafka_content_8DEF5442" {
  name            = "kafka-content"
  namespace       = kubernetes_namespace_v1.kafka_namespace_ACFF9B29.metadata[0].name
  chart           = "./assets/kafka_chart_2FEA407D/7435E28DC55B735A485CFC1021C8253D"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      cluster: alerts
      objects:
        - kind: KafkaUser
          name: consumer
          spec:
            authentication:
              type: scram-sha-512
            authorization:
              type: simple
              acls:
                - resource:
                    type: topic
                    name: ztf_
                    patternType: prefix
                  operations:
                    - Read
                    - Describe
                - resource:
                    type: group
                    name: spark-kafka-source
                    patternType: prefix
                  operations:
                    - Read
        - kind: KafkaUser
          name: downstream
          spec:
            authentication:
              type: scram-sha-512
            authorization:
              type: simple
              acls:
                - resource:
                    type: topic
                    name: ztf_
                    patternType: prefix
                  operations:
                    - Read
                    - Describe
                - resource:
                    type: group
                    name: downstream-
                    patternType: prefix
                  operations:
                    - Read
            quotas:
              consumerByteRate: 20971520
        - kind: KafkaUser
          name: mirror-ztf
          spec:
            authentication:
              type: tls
            authorization:
              type: simple
              acls:
                - resource:
                    type: topic
                    name: '*'
                    patternType: literal
                  operations:
                    - All
                - resource:
                    type: group
                    name: '*'
                    patternType: literal
                  operations:
                    - All
                - resource:
                    type: cluster
                  operations:
                    - Create
                    - Describe
                    - DescribeConfigs
        - kind: KafkaMirrorMaker2
          name: ztf
          spec:
            version: 4.3.1
            replicas: 1
            target:
              alias: alerts
              bootstrapServers: alerts-kafka-bootstrap.kafka.svc:9093
              groupId: mirror-ztf
              configStorageTopic: mirror-ztf-config
              statusStorageTopic: mirror-ztf-status
              offsetStorageTopic: mirror-ztf-offset
              tls:
                trustedCertificates:
                  - secretName: alerts-cluster-ca-cert
                    pattern: '*.crt'
              authentication:
                type: tls
                certificateAndKey:
                  secretName: mirror-ztf
                  certificate: user.crt
                  key: user.key
              config:
                config.storage.replication.factor: -1
                offset.storage.replication.factor: -1
                status.storage.replication.factor: -1
            mirrors:
              - source:
                  alias: ztf
                  bootstrapServers: public.alerts.ztf.uw.edu:9092
                topicsPattern: ztf_[0-9]{8}_programid(1|3_public)
                sourceConnector:
                  tasksMax: 14
                  config:
                    replication.policy.class: org.apache.kafka.connect.mirror.IdentityReplicationPolicy
                    replication.factor: -1
                    offset-syncs.topic.replication.factor: -1
                    offset-syncs.topic.location: target
                    sync.topic.acls.enabled: 'false'
                    config.properties.exclude: follower\.replication\.throttled\.replicas, leader\.replication\.throttled\.replicas, message\.timestamp\.difference\.max\.ms, message\.timestamp\.type, unclean\.leader\.election\.enable, min\.insync\.replicas, retention\.ms, retention\.bytes, segment\.ms
                    refresh.topics.interval.seconds: 60
            resources:
              requests:
                cpu: 500m
                memory: 2Gi
              limits:
                memory: 2Gi
            jvmOptions:
              -Xms: 1024m
              -Xmx: 1024m
            metricsConfig:
              type: strimziMetricsReporter
              values:
                allowList:
                  - kafka_connect.*
                  - kafka_mirror.*
    EOT
  ]
  wait = true

  depends_on = [helm_release.kafka_cluster_4FCB1297]
}

resource "kubernetes_secret_v1" "monitoring_login_15986D1D" {
  data_wo = {
    admin-password = var.monitoring_admin_secret
    admin-user     = "admin"
  }
  data_wo_revision = 1

  metadata {
    name      = "grafana-login"
    namespace = kubernetes_namespace_v1.monitoring_namespace_64E21CF9.metadata[0].name
  }
}

resource "helm_release" "monitoring_stack_C62D39CD" {
  name            = "kube-prometheus-stack"
  namespace       = kubernetes_namespace_v1.monitoring_namespace_64E21CF9.metadata[0].name
  repository      = "https://prometheus-community.github.io/helm-charts"
  chart           = "kube-prometheus-stack"
  version         = "88.5.3"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 900
  values = [
    <<-EOT
      kubeEtcd:
        enabled: false
      kubeControllerManager:
        enabled: false
      kubeScheduler:
        enabled: false
      kubeProxy:
        enabled: false
      defaultRules:
        rules:
          etcd: false
          kubeControllerManager: false
          kubeSchedulerAlerting: false
          kubeSchedulerRecording: false
          kubeProxy: false
        disabled:
          KubePersistentVolumeFillingUp: true
      prometheusOperator:
        resources:
          requests:
            cpu: 50m
            memory: 128Mi
          limits:
            memory: 256Mi
        admissionWebhooks:
          enabled: false
        tls:
          enabled: false
      prometheus:
        prometheusSpec:
          retention: 180d
          retentionSize: 81920MiB
          scrapeInterval: 60s
          serviceMonitorSelectorNilUsesHelmValues: false
          podMonitorSelectorNilUsesHelmValues: false
          ruleSelectorNilUsesHelmValues: false
          probeSelectorNilUsesHelmValues: false
          scrapeConfigSelectorNilUsesHelmValues: false
          resources:
            requests:
              cpu: 500m
              memory: 2Gi
            limits:
              memory: 4Gi
          storageSpec:
            volumeClaimTemplate:
              spec:
                storageClassName: "${kubernetes_storage_class_v1.digitalocean-volumes_kept_resource_38E5C060.metadata[0].name}"
                accessModes:
                  - ReadWriteOnce
                resources:
                  requests:
                    storage: 100Gi
      alertmanager:
        config:
          route:
            receiver: people
            group_by:
              - alertname
              - namespace
            group_wait: 30s
            group_interval: 5m
            repeat_interval: 12h
            routes:
              - receiver: nobody
                matchers:
                  - alertname =~ "InfoInhibitor|Watchdog"
          receivers:
            - name: nobody
            - name: people
              email_configs:
                - to: operators@example.org
                  from: zads@example.org
                  smarthost: smtp.example.org:587
                  send_resolved: true
        alertmanagerSpec:
          resources:
            requests:
              cpu: 10m
              memory: 64Mi
            limits:
              memory: 128Mi
          storage:
            volumeClaimTemplate:
              spec:
                storageClassName: "${kubernetes_storage_class_v1.digitalocean-volumes_kept_resource_38E5C060.metadata[0].name}"
                accessModes:
                  - ReadWriteOnce
                resources:
                  requests:
                    storage: 1Gi
      grafana:
        admin:
          existingSecret: "${kubernetes_secret_v1.monitoring_login_15986D1D.metadata[0].name}"
          userKey: admin-user
          passwordKey: admin-password
        podAnnotations:
          cdktf-magnum/credentials-revision: '1'
        testFramework:
          enabled: false
        resources:
          requests:
            cpu: 100m
            memory: 256Mi
          limits:
            memory: 512Mi
        deploymentStrategy:
          type: Recreate
        sidecar:
          dashboards:
            searchNamespace: ALL
        grafana.ini:
          server:
            root_url: https://status.zads.example.org
          analytics:
            reporting_enabled: false
            check_for_updates: false
            check_for_plugin_updates: false
          auth.anonymous:
            enabled: false
          users:
            allow_sign_up: false
          auth:
            disable_login_form: false
          security:
            cookie_secure: true
      kube-state-metrics:
        resources:
          requests:
            cpu: 20m
            memory: 128Mi
          limits:
            memory: 512Mi
        metricLabelsAllowlist:
          - nodes=[cdktf-magnum/node-group]
      nodeExporter:
        enabled: true
      prometheus-node-exporter:
        resources:
          requests:
            cpu: 20m
            memory: 32Mi
          limits:
            memory: 64Mi
    EOT
  ]
  wait = true

  depends_on = [kubernetes_secret_v1.monitoring_login_15986D1D]
}

resource "helm_release" "monitoring_objects_A59C0C16" {
  name            = "monitoring"
  namespace       = kubernetes_namespace_v1.monitoring_namespace_64E21CF9.metadata[0].name
  chart           = "./assets/monitoring_chart_8084EF7D/CC0C4D5E360EA247AED3C417BF53A418"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 300
  values = [
    <<-EOT
      scrape:
        - kind: PodMonitor
          name: spark-operator
          spec:
            namespaceSelector:
              matchNames:
                - spark-operator
            selector:
              matchLabels:
                app.kubernetes.io/component: controller
            podMetricsEndpoints:
              - port: metrics
                path: /metrics
                interval: 60s
        - kind: PodMonitor
          name: spark-drivers
          spec:
            namespaceSelector:
              matchNames:
                - alerts
            selector:
              matchLabels:
                spark-role: driver
            podMetricsEndpoints:
              - port: spark-ui
                path: /metrics/executors/prometheus/
                interval: 60s
        - kind: PodMonitor
          name: kafka-brokers
          spec:
            namespaceSelector:
              matchNames:
                - kafka
            selector:
              matchLabels:
                strimzi.io/name: alerts-kafka
            podMetricsEndpoints:
              - port: tcp-prometheus
                path: /metrics
                interval: 60s
        - kind: PodMonitor
          name: kafka-exporter
          spec:
            namespaceSelector:
              matchNames:
                - kafka
            selector:
              matchLabels:
                strimzi.io/name: alerts-kafka-exporter
            podMetricsEndpoints:
              - port: tcp-prometheus
                path: /metrics
                interval: 60s
        - kind: PodMonitor
          name: kafka-mirrors
          spec:
            namespaceSelector:
              matchNames:
                - kafka
            selector:
              matchLabels:
                strimzi.io/kind: KafkaMirrorMaker2
            podMetricsEndpoints:
              - port: tcp-prometheus
                path: /metrics
                interval: 60s
        - kind: PodMonitor
          name: strimzi-operator
          spec:
            namespaceSelector:
              matchNames:
                - strimzi
            selector:
              matchLabels:
                strimzi.io/kind: cluster-operator
            podMetricsEndpoints:
              - port: http
                path: /metrics
                interval: 60s
        - kind: PodMonitor
          name: traefik
          spec:
            namespaceSelector:
              matchNames:
                - traefik
            selector:
              matchLabels:
                app.kubernetes.io/name: traefik
            podMetricsEndpoints:
              - port: metrics
                path: /metrics
                interval: 60s
      rules:
        - alert: VolumeFillingUp
          expr: kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.15
          for: 15m
          labels:
            severity: warning
          annotations:
            summary: claim {{ $labels.persistentvolumeclaim }} of namespace {{ $labels.namespace }} has {{ $value | humanizePercentage }} free
            runbook: docs/constructs/monitoring.md#volumefillingup
        - alert: VolumeAlmostFull
          expr: kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.05
          for: 5m
          labels:
            severity: critical
          annotations:
            summary: claim {{ $labels.persistentvolumeclaim }} of namespace {{ $labels.namespace }} has {{ $value | humanizePercentage }} free
            runbook: docs/constructs/monitoring.md#volumealmostfull
        - alert: NodeGroupAtMax
          expr: count(kube_node_labels{label_cdktf_magnum_node_group="spark"}) >= 6 and on() sum(kube_pod_status_unschedulable) > 0
          for: 15m
          labels:
            severity: warning
            node_group: spark
          annotations:
            summary: node group spark has its 6 nodes, and pods wait for room
            runbook: docs/constructs/monitoring.md#nodegroupatmax
        - alert: SparkOperatorDown
          expr: absent(up{job="monitoring/spark-operator"} == 1)
          for: 10m
          labels:
            severity: critical
          annotations:
            summary: 'the Spark operator does not answer: no application is started'
            runbook: docs/constructs/monitoring.md#sparkoperatordown
        - alert: SparkJobsFailing
          expr: sum(increase(spark_application_failure_count[1h])) > 0 or sum(spark_application_failure_count unless spark_application_failure_count offset 1h) > 0
          for: 1m
          labels:
            severity: warning
          annotations:
            summary: Spark applications have failed in the last hour
            runbook: docs/constructs/monitoring.md#sparkjobsfailing
        - alert: SparkSubmissionsFailing
          expr: sum(increase(spark_application_failed_submission_count[1h])) > 0 or sum(spark_application_failed_submission_count unless spark_application_failed_submission_count offset 1h) > 0
          for: 1m
          labels:
            severity: warning
          annotations:
            summary: Spark applications could not be submitted in the last hour
            runbook: docs/constructs/monitoring.md#sparksubmissionsfailing
        - alert: KafkaBrokersDown
          expr: (sum(up{job="monitoring/kafka-brokers"}) or vector(0)) < 3
          for: 10m
          labels:
            severity: critical
          annotations:
            summary: fewer than 3 brokers of Kafka answer
            runbook: docs/constructs/monitoring.md#kafkabrokersdown
        - alert: KafkaUnderReplicated
          expr: sum(kafka_server_replicamanager_underreplicatedpartitions) > 0
          for: 15m
          labels:
            severity: warning
          annotations:
            summary: partitions of Kafka have fewer replicas than they must have
            runbook: docs/constructs/monitoring.md#kafkaunderreplicated
        - alert: TraefikDown
          expr: absent(up{job="monitoring/traefik"} == 1)
          for: 10m
          labels:
            severity: critical
          annotations:
            summary: 'Traefik does not answer: no host is served'
            runbook: docs/constructs/monitoring.md#traefikdown
      dashboards:
        - spark
      policy:
        ingressNamespace: traefik
    EOT
  ]
  wait = true

  depends_on = [helm_release.monitoring_stack_C62D39CD]
}

resource "kubernetes_namespace_v1" "nfs-storage_namespace_065C8BAE" {
  metadata {
    name = "csi-driver-nfs"
    labels = {
      "pod-security.kubernetes.io/enforce" = "privileged"
      "pod-security.kubernetes.io/warn"    = "privileged"
    }
  }
}

resource "helm_release" "nfs-storage_csi-driver-nfs_7D4D8F5D" {
  name            = "csi-driver-nfs"
  namespace       = kubernetes_namespace_v1.nfs-storage_namespace_065C8BAE.metadata[0].name
  repository      = "https://kubernetes-csi.github.io/csi-driver-nfs"
  chart           = "csi-driver-nfs"
  version         = "4.13.4"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  wait            = true
}

resource "terraform_data" "nfs-storage_storage-class_reclaim-policy_A063E4A5" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "nfs-storage_storage-class_resource_D5A9935C" {
  allow_volume_expansion = true
  parameters = {
    mountPermissions = "0777"
    server           = data.digitalocean_nfs.share_resource_51174124.host
    share            = data.digitalocean_nfs.share_resource_51174124.mount_path
    subDir           = "$${pvc.metadata.namespace}/$${pvc.metadata.name}/$${pv.metadata.name}"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "nfs.csi.k8s.io"
  volume_binding_mode = "Immediate"

  metadata {
    name = "shared"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.nfs-storage_storage-class_reclaim-policy_A063E4A5]
  }

  depends_on = [helm_release.nfs-storage_csi-driver-nfs_7D4D8F5D]
}

resource "kubernetes_namespace_v1" "spark_namespace-alerts_resource_8F5E2C94" {
  metadata {
    name = "alerts"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "kubernetes_service_account_v1" "spark_namespace-alerts_service-account_CD4EE83C" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  }
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-alerts_volume-alerts_78E08CFC" {
  metadata {
    name      = "alerts"
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = kubernetes_storage_class_v1.nfs-storage_storage-class_resource_D5A9935C.metadata[0].name

    resources {
      requests = {
        storage = "1024Gi"
      }
    }
  }
}

resource "kubernetes_namespace_v1" "spark_operator-namespace_F2124C34" {
  metadata {
    name = "spark-operator"
    labels = {
      "pod-security.kubernetes.io/enforce" = "baseline"
      "pod-security.kubernetes.io/warn"    = "baseline"
    }
  }
}

resource "helm_release" "spark_operator_975464A6" {
  name            = "spark-operator"
  namespace       = kubernetes_namespace_v1.spark_operator-namespace_F2124C34.metadata[0].name
  repository      = "https://kubeflow.github.io/spark-operator"
  chart           = "spark-operator"
  version         = "2.5.2"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      hook:
        upgradeCrd: true
      controller:
        resources:
          requests:
            cpu: 100m
            memory: 512Mi
          limits:
            memory: 2Gi
      spark:
        jobNamespaces:
          - "${kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name}"
        serviceAccount:
          create: false
        rbac:
          create: false
    EOT
  ]
  wait = true
}

resource "helm_release" "spark_applications_resource_7E766948" {
  name            = "spark-applications"
  namespace       = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  chart           = "./assets/spark_applications_chart_4EA34C76/BCF4CD1C87C70EB0FFC4870B18ECBD18"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 300
  values = [
    <<-EOT
      applications:
        - name: survey
          namespace: "${kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name}"
          schedule: '@every 1h'
          spec:
            type: Python
            mode: cluster
            sparkVersion: 4.0.4
            image: registry.example.org/zads/spark:4.0.4
            mainApplicationFile: local:///opt/zads/alerts.py
            arguments:
              - ztf_[0-9]{8}_programid1
              - /alerts/survey
            sparkConf:
              spark.dynamicAllocation.enabled: 'true'
              spark.dynamicAllocation.maxExecutors: '4'
              spark.dynamicAllocation.minExecutors: '1'
              spark.dynamicAllocation.shuffleTracking.enabled: 'true'
              spark.kubernetes.driver.secretKeyRef.KAFKA_JAAS: consumer:sasl.jaas.config
              spark.kubernetes.driver.secrets.alerts-cluster-ca-cert: /etc/kafka-ca
              spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.mount.path: /alerts
              spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.mount.readOnly: 'false'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.options.claimName: alerts
              spark.kubernetes.executor.secrets.alerts-cluster-ca-cert: /etc/kafka-ca
              spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.mount.path: /var/data/spark-local-dir-1
              spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.options.sizeLimit: 20Gi
              spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.mount.path: /alerts
              spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.options.claimName: alerts
              spark.kubernetes.node.selector.cdktf-magnum/node-group: spark
              spark.ui.prometheus.enabled: 'true'
            restartPolicy:
              type: Never
            timeToLiveSeconds: 86400
            driver:
              cores: 1
              memory: 2g
              memoryOverhead: 820m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
              serviceAccount: "${kubernetes_service_account_v1.spark_namespace-alerts_service-account_CD4EE83C.metadata[0].name}"
            executor:
              cores: 1
              memory: 1g
              memoryOverhead: 410m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
        - name: time-of-caltech
          namespace: "${kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name}"
          schedule: '@every 1h'
          spec:
            type: Python
            mode: cluster
            sparkVersion: 4.0.4
            image: registry.example.org/zads/spark:4.0.4
            mainApplicationFile: local:///opt/zads/alerts.py
            arguments:
              - ztf_[0-9]{8}_programid3_public
              - /alerts/time-of-caltech
            sparkConf:
              spark.dynamicAllocation.enabled: 'true'
              spark.dynamicAllocation.maxExecutors: '4'
              spark.dynamicAllocation.minExecutors: '1'
              spark.dynamicAllocation.shuffleTracking.enabled: 'true'
              spark.kubernetes.driver.secretKeyRef.KAFKA_JAAS: consumer:sasl.jaas.config
              spark.kubernetes.driver.secrets.alerts-cluster-ca-cert: /etc/kafka-ca
              spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.mount.path: /alerts
              spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.mount.readOnly: 'false'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.options.claimName: alerts
              spark.kubernetes.executor.secrets.alerts-cluster-ca-cert: /etc/kafka-ca
              spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.mount.path: /var/data/spark-local-dir-1
              spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.options.sizeLimit: 20Gi
              spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.mount.path: /alerts
              spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.options.claimName: alerts
              spark.kubernetes.node.selector.cdktf-magnum/node-group: spark
              spark.ui.prometheus.enabled: 'true'
            restartPolicy:
              type: Never
            timeToLiveSeconds: 86400
            driver:
              cores: 1
              memory: 2g
              memoryOverhead: 820m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
              serviceAccount: "${kubernetes_service_account_v1.spark_namespace-alerts_service-account_CD4EE83C.metadata[0].name}"
            executor:
              cores: 1
              memory: 1g
              memoryOverhead: 410m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
    EOT
  ]
  wait = true

  depends_on = [
    helm_release.spark_operator_975464A6,
    kubernetes_persistent_volume_claim_v1.spark_namespace-alerts_volume-alerts_78E08CFC,
  ]
}

resource "kubernetes_config_map_v1" "spark_namespace-alerts_defaults_809F96B5" {
  data = {
    "executor-pod-template.yaml" = <<-EOT
      apiVersion: v1
      kind: Pod
      spec:
        securityContext:
          runAsNonRoot: true
          runAsUser: 185
          runAsGroup: 185
          fsGroup: 185
          seccompProfile:
            type: RuntimeDefault
          fsGroupChangePolicy: OnRootMismatch
        containers:
          - name: spark-kubernetes-executor
            securityContext:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
              capabilities:
                drop:
                  - ALL
    EOT
    "spark-defaults.conf"        = <<-EOT
      spark.driver.blockManager.port=7079
      spark.driver.host=$${env:POD_IP}
      spark.driver.port=7078
      spark.dynamicAllocation.enabled=true
      spark.dynamicAllocation.maxExecutors=4
      spark.dynamicAllocation.minExecutors=1
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=1
      spark.executor.memory=1g
      spark.executor.memoryOverhead=410m
      spark.kubernetes.container.image=registry.example.org/zads/spark:4.0.4
      spark.kubernetes.driver.pod.name=$${env:POD_NAME}
      spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.mount.path=/alerts
      spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.mount.readOnly=false
      spark.kubernetes.driver.volumes.persistentVolumeClaim.alerts.options.claimName=alerts
      spark.kubernetes.executor.podTemplateFile=/opt/spark/conf/executor-pod-template.yaml
      spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.mount.path=/var/data/spark-local-dir-1
      spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.mount.readOnly=false
      spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.options.sizeLimit=20Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.mount.path=/alerts
      spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.alerts.options.claimName=alerts
      spark.kubernetes.namespace=${kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name}
      spark.kubernetes.node.selector.cdktf-magnum/node-group=spark
      spark.master=k8s://https://kubernetes.default.svc:443
      spark.submit.deployMode=client
      spark.ui.prometheus.enabled=true
    EOT
  }

  metadata {
    name      = "spark-defaults"
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  }
}

resource "kubernetes_limit_range_v1" "spark_namespace-alerts_limit-range_C85D325C" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  }

  spec {
    limit {
      type = "Container"
      default = {
        cpu    = "7900m"
        memory = "13461Mi"
      }
      default_request = {
        cpu    = "100m"
        memory = "256Mi"
      }
      max = {
        cpu    = "7900m"
        memory = "13461Mi"
      }
    }
  }
}

resource "kubernetes_resource_quota_v1" "spark_namespace-alerts_quota_5783A5C8" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  }

  spec {
    hard = {
      pods              = "660"
      "requests.cpu"    = "48"
      "requests.memory" = "96Gi"
    }
  }
}

resource "kubernetes_role_v1" "spark_namespace-alerts_role_A74D0E3C" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "services", "configmaps", "persistentvolumeclaims"]
    verbs      = ["create", "get", "list", "watch", "patch", "delete", "deletecollection"]
  }
}

resource "kubernetes_role_binding_v1" "spark_namespace-alerts_role-binding_AAA70532" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
  }

  role_ref {
    name      = kubernetes_role_v1.spark_namespace-alerts_role_A74D0E3C.metadata[0].name
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
  }

  subject {
    name      = kubernetes_service_account_v1.spark_namespace-alerts_service-account_CD4EE83C.metadata[0].name
    namespace = kubernetes_namespace_v1.spark_namespace-alerts_resource_8F5E2C94.metadata[0].name
    kind      = "ServiceAccount"
  }
}

output "kafka_scram" {
  description = "where pods find Kafka with a password"
  value       = "alerts-kafka-bootstrap.kafka.svc:9095"
}

output "kafka_secrets" {
  description = "Secrets of namespace kafka: the certificate to trust, and the credentials of each user"
  value       = ["alerts-cluster-ca-cert", "consumer", "downstream"]
}

output "kafka_tls" {
  description = "where pods find Kafka with a certificate"
  value       = "alerts-kafka-bootstrap.kafka.svc:9093"
}
