"""The service's keys: they wrap the key of each student and make the hashes by which exact things are looked up."""
