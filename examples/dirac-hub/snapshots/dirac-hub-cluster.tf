terraform {
  required_version = ">= 1.11.0"

  backend "http" {
    address        = "https://gitlab.example.org/api/v4/projects/1/terraform/state/dirac-hub-cluster"
    lock_address   = "https://gitlab.example.org/api/v4/projects/1/terraform/state/dirac-hub-cluster/lock"
    lock_method    = "POST"
    unlock_address = "https://gitlab.example.org/api/v4/projects/1/terraform/state/dirac-hub-cluster/lock"
    unlock_method  = "DELETE"
  }

  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "openstack" {
  cloud = "dirac-hub"
}

provider "openstack" {
  alias = "clusters"
  cloud = "dirac-hub-super"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "public"
  external = true
}

resource "openstack_networking_network_v2" "cluster_network_resource_5C0F9BF0" {
  name        = "dirac-hub"
  description = "notebooks with Spark for a course of 40"
  tags        = ["project=dirac-hub", "environment=test", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_v2" "cluster_network_router_8E693690" {
  name                = "dirac-hub"
  external_network_id = data.openstack_networking_network_v2.external-network.id
  tags                = ["project=dirac-hub", "environment=test", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_subnet_v2" "cluster_network_subnet_86D48C51" {
  name            = "dirac-hub"
  cidr            = "10.0.0.0/20"
  dns_nameservers = ["192.0.2.53"]
  network_id      = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags            = ["project=dirac-hub", "environment=test", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_router-interface_647BD1B3" {
  router_id = openstack_networking_router_v2.cluster_network_router_8E693690.id
  subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "terraform_data" "cluster_template_version_5BD14BD3" {
  input = "18745c43-${data.openstack_networking_network_v2.external-network.id}"
}

resource "openstack_containerinfra_clustertemplate_v1" "cluster_template_resource_83DE3B6D" {
  provider              = openstack.clusters
  name                  = "dirac-hub-18745c43"
  coe                   = "kubernetes"
  dns_nameserver        = "192.0.2.53"
  docker_storage_driver = "overlay2"
  external_network_id   = data.openstack_networking_network_v2.external-network.id
  flavor                = "m1.large"
  floating_ip_enabled   = false
  image                 = "ubuntu-noble-kube-1.34.4"
  labels = {
    api_master_lb_allowed_cidrs   = "198.51.100.0/24"
    auto_scaling_enabled          = "true"
    master_lb_floating_ip_enabled = "true"
    max_node_count                = "1"
    min_node_count                = "1"
    octavia_provider              = "amphora"
  }
  master_flavor     = "m1.medium"
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
  name                = "dirac-hub"
  cluster_template_id = openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D.id
  create_timeout      = 60
  fixed_network       = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  fixed_subnet        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  flavor              = "m1.large"
  floating_ip_enabled = false
  keypair             = "dirac-hub"
  master_count        = 1
  master_flavor       = "m1.medium"
  master_lb_enabled   = true
  merge_labels        = true
  node_count          = 2

  timeouts {
    create = "60m"
  }

  depends_on = [openstack_networking_router_interface_v2.cluster_network_router-interface_647BD1B3]
}

resource "openstack_containerinfra_nodegroup_v1" "cluster_node-group-notebooks_2FCA6451" {
  provider       = openstack.clusters
  name           = "notebooks"
  cluster_id     = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
  flavor_id      = "m1.xlarge"
  max_node_count = 5
  min_node_count = 2
  node_count     = 2

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "openstack_containerinfra_nodegroup_v1" "cluster_node-group-spark_165B9838" {
  provider       = openstack.clusters
  name           = "spark"
  cluster_id     = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
  flavor_id      = "m1.xlarge"
  max_node_count = 6
  min_node_count = 1
  node_count     = 1

  lifecycle {
    ignore_changes = [node_count]
  }

  depends_on = [openstack_containerinfra_nodegroup_v1.cluster_node-group-notebooks_2FCA6451]
}

output "api_address" {
  description = "address of the Kubernetes API"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.api_address
}

output "cluster_id" {
  description = "UUID of the cluster"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
}
