"""What is done each day: recording care, the timeline, the pages a shift works from."""
