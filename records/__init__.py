"""The person and their record: who they are, About Me, needs, risks, care plans, people."""
