"""The one shallow grammar of English, which claims and headlines stand on: token classes, phrases, clauses, cues."""
