"""What one shift tells the next: drafted from the record, signed by both leads, then kept."""
