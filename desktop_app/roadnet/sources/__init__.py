"""What a road network can be made of: OpenStreetMap extracts and the generated demo town."""
