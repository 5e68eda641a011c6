"""The constructions in which English reports what somebody says, one a module; `finding` takes all there are here."""
