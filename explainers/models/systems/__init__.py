"""From one link to a cluster: collectives, training, inference, topology, growth."""
