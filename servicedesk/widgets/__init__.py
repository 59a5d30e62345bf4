"""What several screens draw with; no operation is known here."""
