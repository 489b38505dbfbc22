"""Everything the product needs, on one machine, without root: services, processes, demo and checks.

Only building, demonstrating and testing use this package; production runs `docker-compose.yml`.
"""
