"""Pages of shared devices: for managers, at the picker, and for a worker's own PIN."""
