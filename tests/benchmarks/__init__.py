"""What is measured: ``python -m tests.benchmarks [NAME ...] [--json FILE] [--full]``."""
