"""The constructions in which English reports what somebody says."""
