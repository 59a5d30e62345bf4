"""Whom this desk has erased, so that a backup from before does not bring them back."""

from __future__ import annotations

BORN = "SELECT hash FROM event WHERE id = 1"
ERASED_FILES = """
SELECT id, created_at FROM customer WHERE erased_at IS NOT NULL AND merged_into_id IS NULL ORDER BY id"""
STILL_THERE = "SELECT 1 FROM customer WHERE id = :number AND created_at = :created_at AND erased_at IS NULL"
