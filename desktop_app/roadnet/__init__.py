"""The road network: its arrays, its files, its indexes, and the sources that make one."""
