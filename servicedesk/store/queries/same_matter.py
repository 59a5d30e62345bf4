"""Open tickets of one customer or at the same premises, newest first."""

OPEN_BESIDE = """
SELECT t.id, t.subject, t.opened_at FROM ticket AS t
WHERE t.status IN ('new', 'open', 'waiting') AND t.id <> :without
  AND (t.customer_id = :customer OR t.premises_id = (SELECT id FROM premises WHERE text = :premises))
ORDER BY t.id DESC LIMIT 50"""
