"""The yardstick: people, notes and an audit in a plain Django application, and nothing else."""
