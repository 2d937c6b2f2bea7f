terraform {
  required_version = ">= 1.11.0"

  backend "local" {
    path = "../../../tfstate/iris-k8s-spark-cluster.tfstate"
  }

  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "openstack" {
  cloud = "iris-k8s-spark"
}

provider "openstack" {
  alias = "clusters"
  cloud = "iris-k8s-spark-super"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "internet"
  external = true
}

data "openstack_networking_network_v2" "storage-gateway" {
  name     = "cumulus-internal"
  external = true
}

resource "openstack_networking_network_v2" "cluster_network_resource_5C0F9BF0" {
  name = "iris-k8s-spark"
  tags = ["project=iris-k8s-spark", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_v2" "cluster_network_router_8E693690" {
  name                = "iris-k8s-spark"
  external_network_id = data.openstack_networking_network_v2.external-network.id
  tags                = ["project=iris-k8s-spark", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_subnet_v2" "cluster_network_subnet_86D48C51" {
  name            = "iris-k8s-spark"
  cidr            = "10.0.0.0/20"
  dns_nameservers = ["192.0.2.53"]
  network_id      = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags            = ["project=iris-k8s-spark", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_router-interface_647BD1B3" {
  router_id = openstack_networking_router_v2.cluster_network_router_8E693690.id
  subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "openstack_networking_port_v2" "cluster_network_storage-port_443B7A24" {
  name       = "iris-k8s-spark-storage"
  network_id = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags       = ["project=iris-k8s-spark", "environment=dev", "managed-by=cdktf-magnum"]

  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  }

  lifecycle {
    replace_triggered_by = [openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id]
  }
}

resource "openstack_networking_subnet_route_v2" "cluster_network_storage-route_687AB7C3" {
  destination_cidr = "10.206.0.0/16"
  next_hop         = element(openstack_networking_port_v2.cluster_network_storage-port_443B7A24.all_fixed_ips, 0)
  subnet_id        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "openstack_networking_router_v2" "cluster_network_storage-router_9157F16A" {
  name                = "iris-k8s-spark-storage"
  external_network_id = data.openstack_networking_network_v2.storage-gateway.id
  tags                = ["project=iris-k8s-spark", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_storage-router-interface_17656355" {
  port_id   = openstack_networking_port_v2.cluster_network_storage-port_443B7A24.id
  router_id = openstack_networking_router_v2.cluster_network_storage-router_9157F16A.id
}

resource "terraform_data" "cluster_template_version_5BD14BD3" {
  input = "eb73c758-${data.openstack_networking_network_v2.external-network.id}"
}

resource "openstack_containerinfra_clustertemplate_v1" "cluster_template_resource_83DE3B6D" {
  provider              = openstack.clusters
  name                  = "iris-k8s-spark-eb73c758"
  coe                   = "kubernetes"
  dns_nameserver        = "192.0.2.53"
  docker_storage_driver = "overlay2"
  external_network_id   = data.openstack_networking_network_v2.external-network.id
  flavor                = "general.v1.small"
  floating_ip_enabled   = false
  image                 = "ubuntu-jammy-kube-1.30.2"
  labels = {
    auto_scaling_enabled          = "false"
    boot_volume_size              = "100"
    master_lb_floating_ip_enabled = "true"
    octavia_provider              = "amphora"
  }
  master_flavor     = "general.v1.tiny"
  master_lb_enabled = true
  network_driver    = "calico"
  server_type       = "vm"
  volume_driver     = "cinder"

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.cluster_template_version_5BD14BD3]
  }
}

resource "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  provider            = openstack.clusters
  name                = "iris-k8s-spark"
  cluster_template_id = openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D.id
  create_timeout      = 60
  fixed_network       = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  fixed_subnet        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  flavor              = "general.v1.small"
  floating_ip_enabled = false
  keypair             = "iris-k8s-spark"
  master_count        = 1
  master_flavor       = "general.v1.tiny"
  master_lb_enabled   = true
  merge_labels        = true
  node_count          = 2

  timeouts {
    create = "60m"
  }

  depends_on = [
    openstack_networking_router_interface_v2.cluster_network_router-interface_647BD1B3,
    openstack_networking_router_interface_v2.cluster_network_storage-router-interface_17656355,
    openstack_networking_subnet_route_v2.cluster_network_storage-route_687AB7C3,
  ]
}

resource "openstack_containerinfra_nodegroup_v1" "cluster_node-group-spark_165B9838" {
  provider       = openstack.clusters
  name           = "spark"
  cluster_id     = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
  flavor_id      = "general.v1.medium"
  max_node_count = 3
  min_node_count = 3
  node_count     = 3
}

output "api_address" {
  description = "address of the Kubernetes API"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.api_address
}

output "cluster_id" {
  description = "UUID of the cluster"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
}
