terraform {
  required_version = ">= 1.11.0"

  backend "http" {
    address        = "https://gitlab.example.org/api/v4/projects/1/terraform/state/dirac-hub-platform"
    lock_address   = "https://gitlab.example.org/api/v4/projects/1/terraform/state/dirac-hub-platform/lock"
    lock_method    = "POST"
    unlock_address = "https://gitlab.example.org/api/v4/projects/1/terraform/state/dirac-hub-platform/lock"
    unlock_method  = "DELETE"
  }

  required_providers {
    helm = {
      source  = "helm"
      version = "3.1.1"
    }
    kubernetes = {
      source  = "kubernetes"
      version = "2.38.0"
    }
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "helm" {
  kubernetes = {
    client_certificate     = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_certificate"]
    client_key             = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_key"]
    cluster_ca_certificate = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["cluster_ca_certificate"]
    host                   = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["host"]
  }
}

provider "kubernetes" {
  client_certificate     = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_certificate"]
  client_key             = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_key"]
  cluster_ca_certificate = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["cluster_ca_certificate"]
  host                   = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["host"]
}

provider "openstack" {
  cloud = "dirac-hub"
}

variable "manila_credential_id" {
  description = "id of the application credential that makes shares"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "manila_credential_secret" {
  description = "secret of the application credential that makes shares"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "notebooks_cookie_secret" {
  description = "key that the hub signs cookies with, 64 hexadecimal digits"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "notebooks_login_secret" {
  description = "secret of the client that the login's provider knows the hub by"
  type        = string
  ephemeral   = true
  sensitive   = true
}

data "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  name = "dirac-hub"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "public"
  external = true
}

resource "kubernetes_namespace_v1" "ceph-csi-operator_namespace_97B4C591" {
  metadata {
    name = "ceph-csi-operator"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "helm_release" "ceph-csi-operator_release_C842BA02" {
  name            = "ceph-csi-operator"
  namespace       = kubernetes_namespace_v1.ceph-csi-operator_namespace_97B4C591.metadata[0].name
  repository      = "https://ceph.github.io/ceph-csi-operator"
  chart           = "ceph-csi-operator"
  version         = "1.0.4"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      controllerManager:
        podSecurityContext:
          seccompProfile:
            type: RuntimeDefault
    EOT
  ]
  wait = true
}

resource "terraform_data" "cinder-csi_cinder_reclaim-policy_4FE5AF15" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "cinder-csi_cinder_resource_E619A959" {
  allow_volume_expansion = true
  parameters = {
    "csi.storage.k8s.io/fstype" = "ext4"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "cinder.csi.openstack.org"
  volume_binding_mode = "WaitForFirstConsumer"

  metadata {
    name = "cinder"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.cinder-csi_cinder_reclaim-policy_4FE5AF15]
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
          loadbalancer.openstack.org/floating-network-id: "${data.openstack_networking_network_v2.external-network.id}"
        spec:
          type: LoadBalancer
    EOT
  ]
  wait = true
}

resource "kubernetes_namespace_v1" "spark_namespace-course_resource_2C05EA6F" {
  metadata {
    name = "course"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "kubernetes_ingress_v1" "ingress_route-hubdiracexampleorg_01BD1AD8" {
  metadata {
    name      = "hub.dirac.example.org"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
    annotations = {
      "traefik.ingress.kubernetes.io/router.entrypoints" = "websecure"
    }
  }

  spec {
    ingress_class_name = "traefik"

    rule {
      host = "hub.dirac.example.org"

      http {
        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "proxy-public"

              port {
                number = 80
              }
            }
          }
        }
      }
    }

    tls {
      hosts       = ["hub.dirac.example.org"]
      secret_name = "hub-tls"
    }
  }

  depends_on = [helm_release.ingress_traefik_652DA793]
}

resource "kubernetes_namespace_v1" "manila-ceph-fs_namespace_E5BE6249" {
  metadata {
    name = "manila-csi"
    labels = {
      "pod-security.kubernetes.io/enforce" = "privileged"
      "pod-security.kubernetes.io/warn"    = "privileged"
    }
  }
}

resource "helm_release" "manila-ceph-fs_ceph-csi_3C2FDA5C" {
  name            = "manila-cephfs-driver"
  namespace       = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  repository      = "https://ceph.github.io/ceph-csi-operator"
  chart           = "ceph-csi-drivers"
  version         = "1.0.4"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      operatorConfig:
        create: false
      drivers:
        rbd:
          enabled: false
        cephfs:
          enabled: true
          name: cephfs.csi.ceph.com
          log:
            rotation:
              enabled: false
          snapshotPolicy: none
          nodePlugin:
            priorityClassName: system-node-critical
          controllerPlugin:
            priorityClassName: system-cluster-critical
        nfs:
          enabled: false
        nvmeof:
          enabled: false
    EOT
  ]
  wait = true

  depends_on = [helm_release.ceph-csi-operator_release_C842BA02]
}

resource "kubernetes_secret_v1" "manila-ceph-fs_credentials_B57B6B34" {
  data_wo = {
    os-applicationCredentialID     = var.manila_credential_id
    os-applicationCredentialSecret = var.manila_credential_secret
    os-authURL                     = "https://keystone.example.org:5000/v3"
    os-region                      = "RegionOne"
  }
  data_wo_revision = 1

  metadata {
    name      = "manila-csi"
    namespace = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  }
}

resource "helm_release" "manila-ceph-fs_manila-csi_89545ACF" {
  name            = "openstack-manila-csi"
  namespace       = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  repository      = "https://kubernetes.github.io/cloud-provider-openstack"
  chart           = "openstack-manila-csi"
  version         = "2.36.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      shareProtocols:
        - protocolSelector: CEPHFS
          fsGroupPolicy: File
          fwdNodePluginEndpoint:
            dir: /var/lib/kubelet/plugins/cephfs.csi.ceph.com
            sockFile: csi.sock
      csimanila:
        clusterID: "${data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id}"
    EOT
  ]
  wait = true

  depends_on = [helm_release.manila-ceph-fs_ceph-csi_3C2FDA5C]
}

resource "terraform_data" "manila-ceph-fs_storage-class_reclaim-policy_95003779" {
  input = "Retain"
}

resource "kubernetes_storage_class_v1" "manila-ceph-fs_storage-class_resource_11C2FE1C" {
  allow_volume_expansion = true
  parameters = {
    cephfs-mounter                                          = "kernel"
    "csi.storage.k8s.io/controller-expand-secret-name"      = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/controller-expand-secret-namespace" = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/node-publish-secret-name"           = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/node-publish-secret-namespace"      = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/node-stage-secret-name"             = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/node-stage-secret-namespace"        = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/provisioner-secret-name"            = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/provisioner-secret-namespace"       = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    type                                                    = "cephfs"
  }
  reclaim_policy      = "Retain"
  storage_provisioner = "cephfs.manila.csi.openstack.org"
  volume_binding_mode = "Immediate"

  metadata {
    name = "shared"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.manila-ceph-fs_storage-class_reclaim-policy_95003779]
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_secret_v1" "notebooks_client-secret_812320A8" {
  data_wo = {
    OAUTH_CLIENT_SECRET = var.notebooks_login_secret
  }
  data_wo_revision = 1

  metadata {
    name      = "notebook-hub-github"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }
}

resource "helm_release" "notebooks_prerequisites_A24B7CC9" {
  name            = "notebooks"
  namespace       = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  chart           = "./assets/notebooks_chart_56F23AB1/3D804CA708C3E89A6B112CA6F4AF9528"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 300
  values = [
    <<-EOT
      homes:
        name: notebook-homes
        storageClass: "${kubernetes_storage_class_v1.manila-ceph-fs_storage-class_resource_11C2FE1C.metadata[0].name}"
        sizeGiB: 400
      guard:
        user: system:serviceaccount:course:spark
        ownLabel: spark-app-selector
        serviceAccounts:
          - default
          - spark
        claims:
          - notebook-homes
          - hub-db-dir
        claimPrefix: claim-
        secrets:
          - hub
          - notebook-hub
          - notebook-hub-github
          - hub-tls
      cilium: false
    EOT
  ]
  wait = true
}

resource "kubernetes_secret_v1" "notebooks_secret_A43F53B1" {
  data_wo = {
    "hub.config.JupyterHub.cookie_secret" = var.notebooks_cookie_secret
  }
  data_wo_revision = 1

  metadata {
    name      = "notebook-hub"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }
}

resource "kubernetes_config_map_v1" "notebooks_session_4A31104F" {
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
      spark.dynamicAllocation.maxExecutors=2
      spark.dynamicAllocation.minExecutors=0
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=1
      spark.executor.memory=2g
      spark.executor.memoryOverhead=820m
      spark.kubernetes.allocation.batch.size=20
      spark.kubernetes.container.image=registry.example.org/dirac/spark-notebook:4.0.4
      spark.kubernetes.driver.pod.name=$${env:POD_NAME}
      spark.kubernetes.driver.volumes.persistentVolumeClaim.course.mount.path=/course
      spark.kubernetes.driver.volumes.persistentVolumeClaim.course.mount.readOnly=false
      spark.kubernetes.driver.volumes.persistentVolumeClaim.course.options.claimName=course
      spark.kubernetes.executor.podTemplateFile=/opt/spark/conf/executor-pod-template.yaml
      spark.kubernetes.executor.volumes.persistentVolumeClaim.course.mount.path=/course
      spark.kubernetes.executor.volumes.persistentVolumeClaim.course.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.course.options.claimName=course
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path=/var/data/spark-local-dir-1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName=OnDemand
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit=10Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass=${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}
      spark.kubernetes.legacy.useReadWriteOnceAccessMode=true
      spark.kubernetes.namespace=${kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name}
      spark.kubernetes.node.selector.capi.stackhpc.com/node-group=spark
      spark.master=k8s://https://kubernetes.default.svc:443
      spark.sql.execution.arrow.pyspark.enabled=true
      spark.submit.deployMode=client
    EOT
  }

  metadata {
    name      = "notebook-session"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }
}

resource "kubernetes_service_account_v1" "spark_namespace-course_service-account_AA691C96" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }
}

resource "helm_release" "notebooks_hub_E671E53A" {
  name            = "jupyterhub"
  namespace       = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  repository      = "https://hub.jupyter.org/helm-chart/"
  chart           = "jupyterhub"
  version         = "4.4.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      custom: {}
      hub:
        config:
          Authenticator:
            admin_users:
              - teacher
            allowed_users: []
          JupyterHub:
            authenticator_class: github
            admin_access: false
          GitHubOAuthenticator:
            client_id: id-of-the-application
            oauth_callback_url: https://hub.dirac.example.org/hub/oauth_callback
            scope:
              - read:org
            allowed_organizations:
              - our-course
          KubeSpawner:
            container_security_context:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
              capabilities:
                drop:
                  - ALL
              seccompProfile:
                type: RuntimeDefault
            pod_security_context:
              fsGroup: 185
              fsGroupChangePolicy: OnRootMismatch
            delete_pvc: false
        extraConfig: {}
        existingSecret: "${kubernetes_secret_v1.notebooks_secret_A43F53B1.metadata[0].name}"
        extraEnv:
          OAUTH_CLIENT_SECRET:
            valueFrom:
              secretKeyRef:
                name: notebook-hub-github
                key: OAUTH_CLIENT_SECRET
        annotations:
          cdktf-magnum/credentials-revision: '1'
        activeServerLimit: 40
        db:
          type: sqlite-pvc
          pvc:
            storage: 1Gi
            storageClassName: "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}"
            annotations:
              helm.sh/resource-policy: keep
        resources:
          requests:
            cpu: 200m
            memory: 512Mi
          limits:
            memory: 1Gi
      proxy:
        service:
          type: ClusterIP
        chp:
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 512Mi
      singleuser:
        networkPolicy:
          ingress:
            - from:
                - podSelector:
                    matchLabels:
                      spark-role: executor
              ports:
                - port: 7078
                  endPort: 7095
          egress:
            - to:
                - podSelector:
                    matchLabels:
                      spark-role: executor
            - to:
                - ipBlock:
                    cidr: 10.0.0.0/20
              ports:
                - port: 6443
                - port: 443
        image:
          name: registry.example.org/dirac/spark-notebook
          tag: 4.0.4
        cmd: jupyterhub-singleuser
        defaultUrl: /lab
        startTimeout: 900
        serviceAccountName: "${kubernetes_service_account_v1.spark_namespace-course_service-account_AA691C96.metadata[0].name}"
        cloudMetadata:
          blockWithIptables: false
        uid: 185
        fsGid: 185
        nodeSelector:
          capi.stackhpc.com/node-group: notebooks
        cpu:
          guarantee: 0.5
          limit: 2
        memory:
          guarantee: 2G
          limit: 4G
        profileList:
          - display_name: small
            slug: small
            description: 0.5 to 2 cores, 2 to 4 GiB
            default: true
            kubespawner_override:
              cpu_guarantee: 0.5
              cpu_limit: 2
              mem_guarantee: 2G
              mem_limit: 4G
          - display_name: medium
            slug: medium
            description: 1 to 4 cores, 4 to 8 GiB
            default: false
            kubespawner_override:
              cpu_guarantee: 1
              cpu_limit: 4
              mem_guarantee: 4G
              mem_limit: 8G
        storage:
          type: static
          static:
            pvcName: notebook-homes
            subPath: home/{username}
          homeMountPath: /home/spark
          extraVolumes:
            course:
              name: course
              persistentVolumeClaim:
                claimName: course
            session:
              name: session
              configMap:
                name: notebook-session
          extraVolumeMounts:
            course:
              name: course
              mountPath: /course
            session:
              name: session
              mountPath: /opt/spark/conf
              readOnly: true
        extraEnv:
          POD_NAME:
            valueFrom:
              fieldRef:
                fieldPath: metadata.name
          POD_IP:
            valueFrom:
              fieldRef:
                fieldPath: status.podIP
          APPLICATION_WEB_PROXY_BASE: $(JUPYTERHUB_SERVICE_PREFIX)sparkui
        extraFiles:
          jupyter:
            mountPath: /usr/local/etc/jupyter/jupyter_server_config.json
            data:
              ServerProxy:
                servers:
                  sparkui:
                    command: []
                    port: 4040
                    launcher_entry:
                      title: Spark UI
                      path_info: sparkui/jobs/
              MappingKernelManager:
                cull_idle_timeout: 7200
                cull_interval: 600
                cull_connected: true
              TerminalManager:
                cull_inactive_timeout: 7200
                cull_interval: 600
              NotebookNotary:
                db_file: /tmp/nbsignatures.db
              BaseFileIdManager:
                db_path: /tmp/file-id.db
          ipython:
            mountPath: /usr/local/etc/ipython/ipython_config.json
            data:
              HistoryManager:
                hist_file: /tmp/ipython-history.sqlite
      cull:
        enabled: true
        timeout: 7200
        every: 600
        maxAge: 0
      prePuller:
        hook:
          enabled: false
        continuous:
          enabled: false
      scheduling:
        userScheduler:
          enabled: false
        userPlaceholder:
          enabled: false
        corePods:
          nodeAffinity:
            matchNodePurpose: ignore
        userPods:
          nodeAffinity:
            matchNodePurpose: ignore
    EOT
  ]
  wait = true

  depends_on = [
    kubernetes_secret_v1.notebooks_secret_A43F53B1,
    kubernetes_secret_v1.notebooks_client-secret_812320A8,
    kubernetes_config_map_v1.notebooks_session_4A31104F,
    helm_release.notebooks_prerequisites_A24B7CC9,
  ]
}

resource "kubernetes_config_map_v1" "spark_namespace-course_defaults_6589E175" {
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
      spark.dynamicAllocation.maxExecutors=20
      spark.dynamicAllocation.minExecutors=0
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=1
      spark.executor.memory=2g
      spark.executor.memoryOverhead=820m
      spark.kubernetes.allocation.batch.size=20
      spark.kubernetes.container.image=registry.example.org/dirac/spark-notebook:4.0.4
      spark.kubernetes.driver.pod.name=$${env:POD_NAME}
      spark.kubernetes.driver.volumes.persistentVolumeClaim.course.mount.path=/course
      spark.kubernetes.driver.volumes.persistentVolumeClaim.course.mount.readOnly=false
      spark.kubernetes.driver.volumes.persistentVolumeClaim.course.options.claimName=course
      spark.kubernetes.executor.podTemplateFile=/opt/spark/conf/executor-pod-template.yaml
      spark.kubernetes.executor.volumes.persistentVolumeClaim.course.mount.path=/course
      spark.kubernetes.executor.volumes.persistentVolumeClaim.course.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.course.options.claimName=course
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path=/var/data/spark-local-dir-1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName=OnDemand
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit=10Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass=${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}
      spark.kubernetes.legacy.useReadWriteOnceAccessMode=true
      spark.kubernetes.namespace=${kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name}
      spark.kubernetes.node.selector.capi.stackhpc.com/node-group=spark
      spark.master=k8s://https://kubernetes.default.svc:443
      spark.sql.execution.arrow.pyspark.enabled=true
      spark.submit.deployMode=client
    EOT
  }

  metadata {
    name      = "spark-defaults"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }
}

resource "kubernetes_limit_range_v1" "spark_namespace-course_limit-range_BD8BBC4C" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }

  spec {
    limit {
      type = "Container"
      default = {
        cpu    = "16"
        memory = "64252Mi"
      }
      default_request = {
        cpu    = "100m"
        memory = "256Mi"
      }
      max = {
        cpu    = "16"
        memory = "64252Mi"
      }
    }
  }
}

resource "kubernetes_resource_quota_v1" "spark_namespace-course_quota_EEF54599" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }

  spec {
    hard = {
      "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}.storageclass.storage.k8s.io/requests.storage" = "961Gi"
      pods                                                                                                                               = "1210"
      "requests.cpu"                                                                                                                     = "176"
      "requests.memory"                                                                                                                  = "704Gi"
    }
  }
}

resource "kubernetes_role_v1" "spark_namespace-course_role_1F0E69B7" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "services", "configmaps", "persistentvolumeclaims"]
    verbs      = ["create", "get", "list", "watch", "patch", "delete", "deletecollection"]
  }
}

resource "kubernetes_role_binding_v1" "spark_namespace-course_role-binding_F951A9A8" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }

  role_ref {
    name      = kubernetes_role_v1.spark_namespace-course_role_1F0E69B7.metadata[0].name
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
  }

  subject {
    name      = kubernetes_service_account_v1.spark_namespace-course_service-account_AA691C96.metadata[0].name
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
    kind      = "ServiceAccount"
  }
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-course_volume-course_7C15F7B2" {
  metadata {
    name      = "course"
    namespace = kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = kubernetes_storage_class_v1.manila-ceph-fs_storage-class_resource_11C2FE1C.metadata[0].name

    resources {
      requests = {
        storage = "500Gi"
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
          - "${kubernetes_namespace_v1.spark_namespace-course_resource_2C05EA6F.metadata[0].name}"
        serviceAccount:
          create: false
        rbac:
          create: false
    EOT
  ]
  wait = true
}
