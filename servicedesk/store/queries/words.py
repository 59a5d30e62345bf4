"""The texts behind the search index: everything that makes a ticket, a customer file or an entry be found."""

from __future__ import annotations

TICKET_TEXTS = """
SELECT t.id, t.subject, t.description, t.tags, t.caller, coalesce(premises.text, ''), coalesce(c.name, '')
FROM ticket AS t LEFT JOIN premises ON premises.id = t.premises_id LEFT JOIN customer AS c ON c.id = t.customer_id
WHERE t.id > :after ORDER BY t.id LIMIT :limit"""

CUSTOMER_TEXTS = """
SELECT c.id, c.name, c.tags, coalesce(c.external_id, ''), c.note,
  coalesce((SELECT group_concat(premises.text, ' \n ') FROM occupancy
    JOIN premises ON premises.id = premises_id WHERE occupancy.customer_id = c.id), ''),
  coalesce((SELECT group_concat(number || ' \n ' || raw || ' \n ' || extension, ' \n ') FROM phone
    WHERE phone.customer_id = c.id), ''),
  coalesce((SELECT group_concat(address, ' \n ') FROM email WHERE email.customer_id = c.id), '')
FROM customer AS c WHERE c.id > :after ORDER BY c.id LIMIT :limit"""

ENTRY_TEXTS = """
SELECT id, text, caller, in_error FROM entry WHERE id > :after ORDER BY id LIMIT :limit"""
