"""The verbs of the desk: each checks permission, runs in one transaction and writes its events."""
