"""What OSM's tags mean for vehicles: rules as pure functions of tags, profile and country."""
